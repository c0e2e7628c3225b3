import { readFile } from 'node:fs/promises';
import type { ProbedServer } from './server.ts';

/** A case of the file. */
export interface BadInput {
  readonly id: string;
  readonly area: string;
  readonly severity: string;
  readonly input_kind: string;
  readonly input: string;
  readonly description: string;
  readonly assert: string;
  readonly expected: string;
}

export async function readCases(file: string): Promise<readonly BadInput[]> {
  return JSON.parse(await readFile(file, 'utf8')) as BadInput[];
}

/** An answer of the API, read. */
export interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: unknown;
  readonly text: string;
  readonly headers: Headers;
}

/** What cases are played with. */
export interface Stage {
  readonly server: ProbedServer;
  readonly environment: string;
  /** The administrator's token, for everything that a token can do. */
  readonly token: string;
  /** Asks with it. */
  ask(method: string, path: string, body?: Body, headers?: Record<string, string>): Promise<Answer>;
  /** Asks with these headers only. */
  bare(method: string, path: string, body?: Body, headers?: Record<string, string>): Promise<Answer>;
  /** Signs in; the cookie. */
  signIn(name: string, password: string): Promise<string>;
  /** Somebody with a role in the environment, who has signed in. */
  member(role: string | null): Promise<{ id: string; name: string; password: string; cookie: string }>;
  /** A name that was not used yet. */
  fresh(prefix: string): string;
}

/** A body: a value to be sent as JSON, or the bytes themselves. */
export type Body = object | string | Uint8Array;

/** What came of a case: nothing amiss, or what was. */
export type Verdict = string | undefined;

/** Plays a case. */
export type Play = (stage: Stage, input: BadInput) => Promise<Verdict>;

/** Amiss unless the answer has one of these statuses, and a code where it is a refusal. */
export function expectStatus(answer: Answer, statuses: readonly number[]): Verdict {
  if (!statuses.includes(answer.status))
    return `answered ${answer.status} ${answer.code ?? ''}, not ${statuses.join(' or ')}`;
  return answer.status >= 400 && !answer.code ? `answered ${answer.status} without a code` : undefined;
}

/** The first that is amiss. */
export function first(...verdicts: readonly Verdict[]): Verdict {
  return verdicts.find((verdict) => verdict !== undefined);
}
