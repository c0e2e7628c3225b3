/** A secret to be looked for, and what it is the secret of. */
export interface Canary {
  readonly name: string;
  readonly secret: string;
}

/** Where a secret was found, and in which disguise. */
export interface Hit {
  readonly sink: string;
  readonly canary: string;
  readonly form: string;
}

/** The forms in which a secret could stand somewhere: as it is, escaped, and encoded at any place of a longer text. */
export function formsOf(secret: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(secret);
  const forms = new Map([
    ['plain', secret],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in an address', encodeURIComponent(secret)],
    ['in hexadecimal', bytes.toString('hex')],
  ]);
  for (const before of [0, 1, 2]) {
    // What neighbours decide too is left out: the rest stands there whatever surrounds the secret.
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = text.slice(before === 0 ? 0 : before + 1, text.length - 1);
    forms.set(`in base64 at ${before}`, whole);
    forms.set(`in base64url at ${before}`, whole.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms;
}

/** Every canary in the bytes of a sink. */
export function sweep(sink: string, content: Uint8Array | string, canaries: readonly Canary[]): Hit[] {
  const bytes =
    typeof content === 'string'
      ? Buffer.from(content)
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return canaries.flatMap(({ name, secret }) =>
    [...formsOf(secret)].filter(([, text]) => bytes.includes(text)).map(([form]) => ({ sink, canary: name, form })),
  );
}
