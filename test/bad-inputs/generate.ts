import type { BadInput } from './case.ts';

const number = (text: string | undefined) => Number((text ?? '').replaceAll(',', ''));

/** The bytes of a case's input; undefined where it tells of something that has to be done. */
export function bytesOf({ input, input_kind: kind }: BadInput): Uint8Array | undefined {
  if (kind === 'procedure') return undefined;
  const hex = /^hex:([0-9a-f]+)$/i.exec(input)?.[1];
  if (hex) return Buffer.from(hex, 'hex');
  if (kind === 'generate') return generated(input);
  return /^\s*[[{"]/.test(input) ? Buffer.from(input) : undefined;
}

/** Understands `"x".repeat(n)+…` and the sentences of the case file; nothing is evaluated. */
function generated(input: string): Uint8Array | undefined {
  const repeated = [...input.matchAll(/"((?:[^"\\]|\\.)*)"(?:\.repeat\(([\d_,]+)\))?/g)];
  const recipe = repeated.map(([whole]) => whole).join('+') === input.replaceAll(/\s+/g, '');
  if (repeated.length > 0 && (recipe || /^"[^"]*"\.repeat/.test(input))) {
    return Buffer.from(repeated.map(([, text, times]) => (text ?? '').repeat(times ? number(times) : 1)).join(''));
  }
  const mebibytes = /one ([\d,]+) MiB string field/.exec(input)?.[1];
  if (mebibytes) return Buffer.from(`{"note":"${'x'.repeat(number(mebibytes) * 1_048_576)}"}`);
  const keys = /object with ([\d,]+) distinct keys/.exec(input)?.[1];
  if (keys) return Buffer.from(`{${Array.from({ length: number(keys) }, (_, at) => `"k${at}":1`).join()}}`);
  const depth = /depth ([\d,]+)/.exec(input)?.[1];
  if (depth) return Buffer.from('{"a":'.repeat(number(depth)) + 1 + '}'.repeat(number(depth)));
  return undefined;
}
