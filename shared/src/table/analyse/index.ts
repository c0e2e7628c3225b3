import type { Problem } from '../../problem/index.ts';
import type { ConfigOf } from '../../workflow/kinds/config.ts';
import type { Box } from './box.ts';
import { gapsOf } from './gaps.ts';
import { idleRowsOf } from './idle-rows.ts';
import { type Mergeable, mergeableRowsOf } from './mergeable.ts';
import { overlapsOf } from './overlaps.ts';
import { exampleIn, type Region, type Space, spaceOf } from './space.ts';
import { cellFor, regionWords, rowWords } from './wording.ts';

/** Where the table stands: the step, the JSON pointer of its configuration, and whether its port `none` leads somewhere. */
export interface TablePlace {
  readonly nodeId?: string;
  readonly path?: string;
  readonly noneLeads?: boolean;
}

/** How many rows of a kind are told. */
const ROWS_TOLD = 50;

type Told = Omit<Problem, 'nodeId' | 'path'> & { readonly at: string };

/**
 * What the rows of a table say together (after Calvanese et al. 2016, *Semantics and Analysis of DMN Decision Tables*: rows
 * are boxes in the space of the inputs): gaps, overlaps, rows that never count or could go, rows that could be one. Each
 * with values that show it. Bounded; says where it gave up. Nothing of a table with a cell that cannot be read.
 */
export function analyseTable(config: ConfigOf<'table'>, place: TablePlace = {}): readonly Problem[] {
  const space = spaceOf(config);
  if (!space || space.rows.length === 0) return [];
  const gaps = gapsOf(space);
  const overlaps = overlapsOf(space);
  const idle = idleRowsOf(space);
  const cut = [
    ...(gaps.complete ? [] : ['values that no row covers']),
    ...(overlaps.complete ? [] : ['rows that hold together']),
    ...(idle.complete && Math.max(idle.masked.length, idle.redundant.length) <= ROWS_TOLD
      ? []
      : ['rows that never count']),
  ];
  const told: Told[] = [
    ...overlaps.found.map(({ rows, box }) => overlap(space, rows, box)),
    ...idle.masked.slice(0, ROWS_TOLD).map(({ row, by }) => masked(space, row, by, place.path)),
    ...idle.redundant.slice(0, ROWS_TOLD).map(({ row, by }) => redundant(space, row, by, place.path)),
    ...gaps.boxes.map((box, index) => gap(space, box, index, place)),
    ...mergeableRowsOf(space).map((each) => mergeable(space, each, place.path)),
    ...(cut.length > 0
      ? [
          {
            code: 'table-analysis-cut',
            severity: 'info' as const,
            message: `There may be more ${cut.join(', and more ')} than told here.`,
            at: '/rows',
          },
        ]
      : []),
  ];
  return told.map(({ at, ...problem }) => ({
    ...problem,
    path: `${place.path ?? ''}${at}`,
    ...(place.nodeId === undefined ? {} : { nodeId: place.nodeId }),
  }));
}

function overlap(space: Space, [one, other]: readonly [Region, Region], box: Box): Told {
  const unique = space.config.hitPolicy === 'unique';
  const computed = space.config.rows[one.index]?.give.concat(space.config.rows[other.index]?.give ?? []);
  const differ = computed?.some((cell) => cell.trim().startsWith('='))
    ? 'may give different outputs'
    : 'give different outputs';
  return {
    code: 'table-overlap',
    severity: 'warning',
    message: `${capital(rowWords(one))} and ${rowWords(other)} both hold where ${regionWords(space, box)}${unique ? ', and only one may' : `, and ${differ}`}.`,
    at: `/rows/${other.index}`,
    example: { facts: exampleIn(space, box) },
  };
}

function masked(space: Space, row: Region, by: readonly Region[], path = ''): Told {
  const at = `/rows/${row.index}`;
  const fix = { title: `Remove row ${row.index + 1}`, patch: [{ op: 'remove' as const, path: `${path}${at}` }] };
  if (row.empty) {
    const column = row.box.indexOf(0n);
    const { label, values } = space.config.inputs[column] ?? {};
    const why = values ? `“${label}” is always one of ${values.join(', ')}` : `no value fits “${label}”`;
    const message = `${capital(rowWords(row))} never holds: ${why.slice(0, 300)}.`;
    return { code: 'table-masked-row', severity: 'warning', message, at, fix };
  }
  const message = `${capital(rowWords(row))} never counts: wherever it holds, ${named(by)} ${by.length > 1 ? 'come' : 'comes'} first.`;
  return {
    code: 'table-masked-row',
    severity: 'warning',
    message,
    at,
    fix,
    example: { facts: exampleIn(space, row.box) },
  };
}

function redundant(space: Space, row: Region, by: readonly Region[], path = ''): Told {
  const at = `/rows/${row.index}`;
  return {
    code: 'table-redundant-row',
    severity: 'info',
    message: `Nothing changes without ${rowWords(row)}: ${named(by)} ${by.length > 1 ? 'give' : 'gives'} the same there.`,
    at,
    fix: { title: `Remove row ${row.index + 1}`, patch: [{ op: 'remove', path: `${path}${at}` }] },
    example: { facts: exampleIn(space, row.box) },
  };
}

function gap(space: Space, box: Box, index: number, { path = '', noneLeads }: TablePlace): Told {
  const { config } = space;
  const many = config.hitPolicy === 'collect' || config.hitPolicy === 'ruleOrder' || config.hitPolicy === 'outputOrder';
  const row = {
    id: freeId(new Set(config.rows.map(({ id }) => id)), index),
    when: space.axes.map((axis, column) => {
      const parts = box[column] ?? 0n;
      return parts === axis.domain ? '-' : (cellFor(axis, parts) ?? '-');
    }),
    give: config.outputs.map(() => 'null'),
  };
  return {
    code: 'table-gap',
    severity: many || noneLeads ? 'info' : 'warning',
    message: `No row holds where ${regionWords(space, box)}.`,
    at: '/rows',
    example: { facts: exampleIn(space, box) },
    fix: { title: 'Add a row for it', patch: [{ op: 'add', path: `${path}/rows/-`, value: row }] },
  };
}

function mergeable(space: Space, { rows: [one, other], column, cell }: Mergeable, path = ''): Told {
  return {
    code: 'table-mergeable-rows',
    severity: 'info',
    message: `${capital(rowWords(one))} and ${rowWords(other)} give the same and differ only in “${space.config.inputs[column]?.label}”: one row with ${cell} says both.`,
    at: `/rows/${other.index}`,
    example: { facts: exampleIn(space, other.box) },
    fix: {
      title: `Make rows ${one.index + 1} and ${other.index + 1} one`,
      patch: [
        { op: 'replace', path: `${path}/rows/${one.index}/when/${column}`, value: cell },
        { op: 'remove', path: `${path}/rows/${other.index}` },
      ],
    },
  };
}

function freeId(taken: ReadonlySet<string>, index: number): string {
  for (let n = index + 1; ; n += 1) if (!taken.has(`gap-${n}`)) return `gap-${n}`;
}

function named(rows: readonly Region[]): string {
  const shown = rows.slice(0, 3).map(rowWords);
  if (rows.length > 3) return `${shown.join(', ')} and others`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : (shown[0] ?? '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
