const LONGEST = 64;
const RESERVED: ReadonlySet<string> = new Set(['constructor', 'prototype']);

/** An id made of a name: `Tür zu spät!` is `tur-zu-spat`. */
export function idOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const trimmed = cut(words.replaceAll(/^-+/g, ''), LONGEST);
  if (trimmed === '') return 'workflow';
  return /^[a-z]/.test(trimmed) && !RESERVED.has(trimmed) ? trimmed : cut(`workflow-${trimmed}`, LONGEST);
}

/** The first of `stem`, `stem-2`, `stem-3` … that is not taken. */
export function freeId(stem: string, taken: ReadonlySet<string>): string {
  if (!taken.has(stem)) return stem;
  for (let count = 2; ; count += 1) {
    const id = `${cut(stem, LONGEST - `-${count}`.length)}-${count}`;
    if (!taken.has(id)) return id;
  }
}

function cut(text: string, length: number): string {
  return text.slice(0, length).replaceAll(/-+$/g, '');
}
