import { createHmac, generateKeyPairSync } from 'node:crypto';
import { waitFor } from '../support/wait-for.ts';
import { type Answer, expectStatus, first, type Play } from './case.ts';

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = { sub: 'local-owner', name: 'Local owner', role: 'admin', exp: 4_102_444_800 };

/** A JWT is no credential here, however it is signed: nothing of it is ever read. */
const withJwt =
  (makeTokens: () => readonly string[]): Play =>
  async (stage) => {
    const answers: Answer[] = [];
    for (const token of makeTokens()) {
      for (const path of ['/status', `/environments/${stage.environment}/summary`]) {
        answers.push(await stage.bare('GET', path, undefined, { authorization: `Bearer ${token}` }));
        answers.push(await stage.bare('GET', path, undefined, { cookie: `slipway=${token}` }));
      }
    }
    return first(...answers.map((answer) => expectStatus(answer, [401, 431])));
  };

function signed(header: object, key: string, content: unknown = claims): string {
  const text = `${part(header)}.${part(content)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}

const publicKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString();

function nested(depth: number): string {
  const text = `{"a":`.repeat(depth) + 1 + '}'.repeat(depth);
  return `${part({ alg: 'HS256' })}.${Buffer.from(text).toString('base64url')}.x`;
}

const stuffing: Play = async (stage) => {
  const target = await stage.member('viewer');
  const guess = (name: string, at: number) => stage.bare('POST', '/session', { name, password: `guess ${at}` });
  const statuses: number[] = [];
  for (let at = 0; at < 100; at += 1) statuses.push((await guess(target.name, at)).status);
  for (let at = 0; at < 100; at += 1) statuses.push((await guess(stage.fresh('nobody'), at)).status);
  const guessed = statuses.filter((status) => status !== 429).length;
  // The owner has to wait like everybody at this address, but not for long.
  const look = async () => (await stage.signIn('Administrator', 'a lantern under the pier')) || undefined;
  const owner = await waitFor(look, { what: 'the administrator', timeoutMs: 60_000, everyMs: 3_000 }).catch(() => '');
  return first(
    guessed > 60 ? `${guessed} guesses of 200 were looked at` : undefined,
    owner ? undefined : 'the only administrator is locked out',
  );
};

const enumeration: Play = async (stage) => {
  const { name } = await stage.member('viewer');
  const times: Record<string, number[]> = { known: [], unknown: [] };
  const bodies = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    for (const [kind, who] of [
      ['known', name],
      ['unknown', stage.fresh('ghost')],
    ] as const) {
      const from = performance.now();
      const answer = await stage.bare('POST', '/session', { name: who, password: 'wrong' });
      times[kind]?.push(performance.now() - from);
      bodies.add(`${answer.status} ${JSON.stringify(answer.body)}`);
    }
  }
  const median = (kind: string) => times[kind]?.sort((a, b) => a - b)[1] ?? 0;
  const ratio = median('known') / median('unknown');
  return first(
    bodies.size === 1 ? undefined : 'the answers differ',
    ratio > 0.4 && ratio < 2.5 ? undefined : `the times differ by ${ratio.toFixed(1)}`,
  );
};

const setupAgain: Play = async (stage) => {
  const again = { code: 'aaaaa-aaaaa-aaaaa-aaaaa-aaaaa', name: 'Second', password: 'another quiet harbour' };
  const answers = await Promise.all([1, 2].map(() => stage.bare('POST', '/setup', again)));
  return first(...answers.map((answer) => expectStatus(answer, [404, 409])));
};

/** Cases of the sign-in area. */
export const AUTH_PLAYS: Readonly<Record<string, Play>> = {
  'AUTH-001': withJwt(() => [
    `${part({ alg: 'none' })}.${part(claims)}.`,
    `${part({ alg: 'None' })}.${part(claims)}.x`,
  ]),
  'AUTH-002': withJwt(() => [signed({ alg: 'HS256', typ: 'JWT' }, publicKey())]),
  'AUTH-004': withJwt(() => [
    signed({ alg: 'HS256', kid: '../../dev/null' }, ''),
    signed({ alg: 'HS256', jku: 'http://127.0.0.1:1/keys', kid: '1' }, 'k'),
  ]),
  'AUTH-006': withJwt(() => [nested(50), nested(2_000), nested(10_000)]),
  'AUTH-011': stuffing,
  'AUTH-012': enumeration,
  'AUTH-017': setupAgain,
};
