/** How well a name answers to what was typed, and the places of the letters that did; undefined where it does not. */
export interface Match {
  readonly score: number;
  readonly marks: readonly number[];
}

const ALL = 1_000;

/** Compares what was typed with a dotted name: from its beginning, from the beginning of a part, inside, or letter by letter. */
export function match(word: string, name: string): Match | undefined {
  if (word === '') return { score: 0, marks: [] };
  const [asked, given] = [word.toLowerCase(), name.toLowerCase()];
  const whole = given.indexOf(asked);
  const last = given.lastIndexOf('.') + 1;
  const run = (from: number) => Array.from({ length: asked.length }, (_, i) => from + i);
  const less = Math.min(name.length, 100);
  if (given === asked) return { score: ALL, marks: run(0) };
  if (whole === 0) return { score: ALL - 100 - less, marks: run(0) };
  if (given.startsWith(asked, last)) return { score: ALL - 200 - less, marks: run(last) };
  const part = partStart(given, name, asked);
  if (part >= 0) return { score: ALL - 400 - less, marks: run(part) };
  if (whole > 0) return { score: ALL - 500 - less, marks: run(whole) };
  const marks = humps(asked, name);
  return marks && { score: ALL - 700 - less, marks };
}

/** Where a part begins (behind a dot, or at a capital) that goes on as was asked. */
function partStart(given: string, name: string, asked: string): number {
  for (let at = given.indexOf(asked); at >= 0; at = given.indexOf(asked, at + 1)) if (beginsPart(name, at)) return at;
  return -1;
}

function beginsPart(name: string, at: number): boolean {
  const letter = name.charAt(at);
  return at === 0 || /[.\W_]/.test(name.charAt(at - 1)) || (letter !== letter.toLowerCase() && letter !== '');
}

/** `cdb` for `commitment.deliverBy`: every letter goes on in its part, or begins another. */
function humps(asked: string, name: string): readonly number[] | undefined {
  if (asked.length < 2) return undefined;
  const marks: number[] = [];
  let at = 0;
  for (const letter of asked) {
    while (
      at < name.length &&
      !(name.charAt(at).toLowerCase() === letter && (beginsPart(name, at) || marks.at(-1) === at - 1))
    )
      at += 1;
    if (at >= name.length) return undefined;
    marks.push(at);
    at += 1;
  }
  return marks;
}
