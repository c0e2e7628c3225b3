import type { ReferenceChange } from '@slipway/shared/api';
import type { ColumnType } from '@slipway/shared/reference';

/** What a reference can be called. */
export const ID = /^[a-z][a-z0-9-]{0,63}$/;

/** What is said of the file's columns that is not as it was found out. */
export interface Said {
  readonly key: readonly string[] | undefined;
  readonly types: Readonly<Record<string, ColumnType>>;
}

/** What a file and what is said of it ask for; `base` is the version that it is to follow. */
export function changeOf({
  text,
  title = '',
  said,
  note,
  base,
}: {
  readonly text: string;
  readonly title?: string;
  readonly said: Said;
  readonly note: string;
  readonly base: number;
}): ReferenceChange {
  const columns = Object.entries(said.types).map(([name, type]) => ({ name, type }));
  return {
    csv: {
      text,
      ...(said.key ? { key: [...said.key] } : {}),
      ...(columns.length > 0 ? { columns } : {}),
      ...(title.trim() ? { title: title.trim() } : {}),
    },
    base,
    ...(note.trim() ? { note: note.trim() } : {}),
  };
}

/** The name that a file proposes: `Free days 2026.csv` is `free-days-2026`; nothing where it has no letters. */
export function nameOf(file: string): string {
  const words =
    file
      .replace(/\.[^.]*$/, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const name = words
    .join('-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 64);
  return ID.test(name) ? name : '';
}
