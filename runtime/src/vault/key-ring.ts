import { chmodSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '@slipway/shared/failure';
import { generateKey, type Key, readKeys } from './key.ts';

/** The keys of an installation: one that encrypts from now on, and those that still open what was encrypted before. */
export interface KeyRing {
  /** Where the keys come from, for people. */
  readonly where: string;
  /** The current key first. */
  keys(): readonly Key[];
  /** Puts a new key in front, where the ring makes its own; else looks for one that the operator has put there. */
  renew(): void;
  /** Forgets all but the current key, where the ring makes its own; the operator does it elsewhere. */
  retire(): void;
}

/** The name of the file that an embedded data directory keeps its keys in. */
export const KEY_FILE = 'vault.key';

const HEADING = `# The key of the secrets in this data directory. Whoever has both can read them; without this file nobody can.
# It is not part of a backup: keep a copy of it elsewhere.
`;

/** Keys in a file of our own in the data directory, made when the first secret needs one. */
export function generatedKeys(directory: string): KeyRing {
  const file = join(directory, KEY_FILE);
  let known: readonly Key[] | undefined;
  const write = (lines: readonly string[]) => {
    // In one step: a crash must not leave half a key.
    writeFileSync(`${file}.next`, `${HEADING}${lines.join('\n')}\n`, { mode: 0o600, flush: true });
    renameSync(`${file}.next`, file);
    known = undefined;
  };
  const linesOf = () =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const load = () => {
    if (!existsSync(file)) write([generateKey().text]);
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
    return readKeys(readFileSync(file, 'utf8'), file);
  };
  return {
    where: file,
    keys: () => {
      known ??= load();
      return known;
    },
    renew: () => write([generateKey().text, ...(existsSync(file) ? linesOf() : [])]),
    retire: () => write(linesOf().slice(0, 1)),
  };
}

/** Keys in a file of the operator's. It is never written, and read again when it has changed. */
export function operatorsFile(file: string): KeyRing {
  let known: { readonly stamp: string; readonly keys: readonly Key[] } | undefined;
  const load = () => {
    try {
      const { mtimeMs, size, ino } = statSync(file);
      const stamp = `${mtimeMs} ${size} ${ino}`;
      if (known?.stamp !== stamp) known = { stamp, keys: readKeys(readFileSync(file, 'utf8'), file) };
      return known.keys;
    } catch (error) {
      // While running, the keys that were read go on: a file that is being replaced is away for a moment.
      if (known) return known.keys;
      const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
      if (code === undefined || error instanceof Failure) throw error;
      throw new Failure('invalid-config', `SLIPWAY_KEY_FILE ${file} cannot be read (${code})`, { cause: error });
    }
  };
  load();
  return { where: file, keys: load, renew: () => {}, retire: () => {} };
}

/** Keys that were handed over as text. */
export function givenKeys(text: string, where: string): KeyRing {
  const keys = readKeys(text, where);
  return { where, keys: () => keys, renew: () => {}, retire: () => {} };
}

/** No key at all: everything goes on but what needs one, and that says what to set. */
export function noKeys(): KeyRing {
  const refuse = () => {
    throw new Failure(
      'invalid-config',
      'secrets need a key: set SLIPWAY_KEY_FILE or SLIPWAY_KEY, alike for every process',
    );
  };
  return { where: 'SLIPWAY_KEY_FILE or SLIPWAY_KEY', keys: refuse, renew: refuse, retire: () => {} };
}
