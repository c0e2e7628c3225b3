import { type Draft, groupsOf, nodesOf, notesOf } from './draft.ts';

/** Every id that steps, notes and groups have. */
export function takenIds(draft: Draft): Set<string> {
  return new Set([...nodesOf(draft), ...notesOf(draft), ...groupsOf(draft)].map((one) => one.id));
}

const ID_CHARACTERS = 64;

/** The name itself where it is free, else the first of `name2`, `name3` … that is. */
export function freshId(name: string, taken: ReadonlySet<string>): string {
  const base = name.replace(/(?<=.)\d+$/, '') || name;
  if (!taken.has(name)) return name;
  for (let count = 2; ; count++) {
    const id = `${base.slice(0, ID_CHARACTERS - String(count).length)}${count}`;
    if (!taken.has(id)) return id;
  }
}

/** The number that the next new step gets: numbers are never given twice while their step is there. */
export function nextNumber(draft: Draft): number {
  return (
    nodesOf(draft).reduce(
      (most, node, at) => Math.max(most, typeof node.number === 'number' ? node.number : at + 1),
      0,
    ) + 1
  );
}
