import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { isFailure } from '@slipway/shared/failure';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SecretText } from '../config/secret-text.ts';
import { KEY_FILE, openVault, type SecretPlace, temporaryVault, Vault } from './index.ts';
import { readKeys } from './key.ts';
import { operatorsFile } from './key-ring.ts';

const place: SecretPlace = {
  environment: 'prod',
  slot: 'tms',
  connector: 'http',
  target: 'https://tms.example:443',
  field: '/auth/token',
};
const key = () => randomBytes(32).toString('base64');

function failing(work: () => unknown): { code: string; detail: string } {
  try {
    work();
  } catch (error) {
    if (isFailure(error)) return { code: error.code, detail: error.detail };
    throw error;
  }
  return expect.unreachable();
}

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'slipway-vault-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('a sealed secret', () => {
  it('opens where it was sealed, and says nothing of its text before', () => {
    const vault = temporaryVault();
    const sealed = vault.seal(place, 'canary-4711 ä');
    expect(vault.open(place, sealed)).toBe('canary-4711 ä');
    expect(JSON.stringify(sealed)).not.toContain('canary');
    expect(Buffer.from(sealed.sealed.slice(3), 'base64url').toString('latin1')).not.toContain('canary');
  });

  it('is another text each time, under a key of its own', () => {
    const vault = temporaryVault();
    const [one, two] = [vault.seal(place, 'same'), vault.seal(place, 'same')];
    expect(one.sealed).not.toBe(two.sealed);
    expect(() => vault.open(place, { ...one, wrapped_key: two.wrapped_key })).toThrow();
  });

  it.each([
    ['environment', 'dev'],
    ['slot', 'tms2'],
    ['connector', 'email'],
    ['target', 'https://evil.example:443'],
    ['field', '/headers/x'],
  ] as const)('does not open for another %s', (name, other) => {
    const vault = temporaryVault();
    const sealed = vault.seal(place, 'canary');
    const { code, detail } = failing(() => vault.open({ ...place, [name]: other }, sealed));
    expect(code).toBe('secret-unreadable');
    expect(detail).toContain(name === 'slot' ? 'tms2' : 'tms');
  });

  it('does not open after a single bit has changed', () => {
    const vault = temporaryVault();
    const sealed = vault.seal(place, 'canary');
    const bytes = Buffer.from(sealed.sealed.slice(3), 'base64url');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const bent = { ...sealed, sealed: `v1.${changed.toString('base64url')}` };
      expect(failing(() => vault.open(place, bent)).code).toBe('secret-unreadable');
    }
    for (const bent of ['', 'v1', 'v1.', 'v2.AAAA', 'v1.AAAA']) {
      expect(failing(() => vault.open(place, { ...sealed, sealed: bent })).code).toBe('secret-unreadable');
    }
  });
});

describe('the key', () => {
  it('is made with the first secret, for its owner alone, and found again', () => {
    const vault = openVault({ directory });
    const sealed = vault.seal(place, 'canary');
    expect(statSync(join(directory, KEY_FILE)).mode & 0o777).toBe(0o600);
    expect(openVault({ directory }).open(place, sealed)).toBe('canary');
  });

  it('that is lost makes its secrets unreadable, by name, and nothing else', () => {
    const sealed = openVault({ directory }).seal(place, 'canary');
    rmSync(join(directory, KEY_FILE));
    const vault = openVault({ directory });
    expect(failing(() => vault.open(place, sealed))).toEqual({
      code: 'secret-unreadable',
      detail: 'slot tms, /auth/token',
    });
    expect(vault.open(place, vault.seal(place, 'entered anew'))).toBe('entered anew');
  });

  it('comes from a file or a variable of the operator, in base64 or hexadecimal, and is never written there', () => {
    const file = join(directory, 'operators.key');
    const text = `# ours\n${key()}\n${randomBytes(32).toString('hex')}\n`;
    writeFileSync(file, text);
    const vault = openVault({ directory: '/nowhere', keyFile: file });
    vault.renewKey();
    vault.retireKeys();
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(vault.keyIds()).toHaveLength(2);
    expect(openVault({ directory: '/nowhere', key: new SecretText(key()) }).keyIds()).toHaveLength(1);
    const both = { directory, keyFile: file, key: new SecretText(key()) };
    expect(failing(() => openVault(both)).code).toBe('invalid-config');
    expect(failing(() => openVault({ directory, keyFile: '/no/such/file' })).detail).toContain('/no/such/file');
  });

  it.each([
    ['nothing', '# only a remark\n'],
    ['a word', 'changeme'],
    ['too few bytes', randomBytes(16).toString('base64')],
    ['zeros', Buffer.alloc(32).toString('base64')],
    ['a counted key', Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString('base64')],
    ['a typed text', Buffer.from('please-change-this-key-in-prod!!').toString('base64')],
    ['the hash of a word', createHash('sha256').update('secret').digest('base64')],
  ])('cannot be %s, and the refusal does not repeat it', (_what, text) => {
    const { code, detail } = failing(() => readKeys(text, 'SLIPWAY_KEY'));
    expect(code).toBe('invalid-config');
    expect(detail).toContain('SLIPWAY_KEY');
    expect(detail).not.toContain(text.trim());
  });

  it('does not show itself when it is printed', () => {
    const text = key();
    const config = { key: new SecretText(text) };
    expect(`${inspect(config)} ${JSON.stringify(config)} ${config.key}`).not.toContain(text);
    expect(inspect(openVault({ directory, key: config.key }), { depth: 9 })).not.toContain(text);
  });
});

describe('a rotation', () => {
  it('goes on opening what is under the old key until all is under the new one', () => {
    const vault = openVault({ directory });
    const old = vault.seal(place, 'canary');
    vault.renewKey();
    expect(vault.open(place, old)).toBe('canary');
    const rewrapped = vault.rewrap(place, old);
    expect([rewrapped.sealed, rewrapped.key_id === old.key_id]).toEqual([old.sealed, false]);
    vault.retireKeys();
    expect(vault.open(place, rewrapped)).toBe('canary');
    expect(failing(() => vault.open(place, old)).code).toBe('secret-unreadable');
    expect(openVault({ directory }).keyIds()).toEqual(vault.keyIds());
  });

  it('takes the key that an operator puts in front, while running', () => {
    const file = join(directory, 'operators.key');
    const before = key();
    writeFileSync(file, before);
    const vault = new Vault(operatorsFile(file));
    const sealed = vault.seal(place, 'canary');
    writeFileSync(file, `${key()}\n${before}\n`);
    utimesSync(file, new Date(), new Date(Date.now() + 5_000));
    expect(vault.keyIds()).toHaveLength(2);
    expect(vault.open(place, vault.rewrap(place, sealed))).toBe('canary');
  });

  it('leaves a secret alone that no key opens', () => {
    const foreign = temporaryVault().seal(place, 'canary');
    expect(temporaryVault().rewrap(place, foreign)).toEqual(foreign);
  });
});
