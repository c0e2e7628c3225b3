import type { ExampleItem } from '@slipway/shared/api';
import { tOr } from '../../../messages/t.ts';

export const galleryGroups = ['promise', 'before', 'way', 'goods', 'border', 'receipt', 'whole', 'other'] as const;
export type GalleryGroup = (typeof galleryGroups)[number];

/** Where the rows of the catalogue of exceptions stand. */
const ROWS: Readonly<Record<Exclude<GalleryGroup, 'other'>, readonly number[]>> = {
  promise: [1, 2, 3, 4, 5],
  before: [6, 7, 8, 20, 21, 22],
  way: [9, 10, 11, 12, 13, 14, 31, 32],
  goods: [15, 16, 17, 18, 19],
  border: [23, 24, 33],
  receipt: [25, 26, 27],
  whole: [28, 29, 30, 34, 35, 36],
};
const GROUP_OF: ReadonlyMap<string, GalleryGroup> = new Map(
  Object.entries(ROWS).flatMap(([group, rows]) =>
    rows.map((row) => [`E${String(row).padStart(2, '0')}`, group as GalleryGroup] as const),
  ),
);

export interface GroupedExamples {
  readonly group: GalleryGroup;
  readonly examples: readonly ExampleItem[];
}

/** The examples by what they watch for first, in the order of the gallery; groups without one are left out. */
export function groupedExamples(examples: readonly ExampleItem[]): readonly GroupedExamples[] {
  return galleryGroups.flatMap((group) => {
    const own = examples.filter((example) => groupOf(example) === group);
    return own.length === 0 ? [] : [{ group, examples: own }];
  });
}

function groupOf({ catalogue }: ExampleItem): GalleryGroup {
  return GROUP_OF.get(catalogue[0] ?? '') ?? 'other';
}

/** What a row of the catalogue is called. */
export const rowTitle = (row: string): string => tOr(`catalogue.${row}`, row);

/** Examples in which every word of a search occurs: in its name, what it does and needs, its tags, what it watches for. */
export function searchedExamples(examples: readonly ExampleItem[], search: string): readonly ExampleItem[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return examples.filter((example) => {
    const { name, summary, needs, tags, catalogue } = example;
    const text = [name, summary, needs, ...tags, ...catalogue, ...catalogue.map(rowTitle)]
      .join(' ')
      .toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
