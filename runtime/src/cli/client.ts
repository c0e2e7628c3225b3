import { type FailureMessage, failureSchema } from '@slipway/shared/api';
import { FAILURES, Failure, type FailureCode } from '@slipway/shared/failure';
import type { Context } from './offline.ts';
import { findServer } from './server-address.ts';

/** Asks a running server. What it refuses comes back as the same failure. */
export class Client {
  readonly #base: string;
  readonly #headers: Readonly<Record<string, string>>;

  /** Where people sign in, `token` says who asks. */
  constructor(url: string, token?: string) {
    this.#base = `${url}/api/v1`;
    this.#headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  async get<T>(path: string): Promise<T> {
    return (await this.#send(path, {})) as T;
  }

  async post<T>(path: string, body: Uint8Array | string, contentType: string): Promise<T> {
    return (await this.#send(path, { method: 'POST', body, headers: { 'content-type': contentType } })) as T;
  }

  async postJson<T>(path: string, body: unknown): Promise<T> {
    return this.post(path, JSON.stringify(body), 'application/json');
  }

  async putJson<T>(path: string, body: unknown): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    return (await this.#send(path, { method: 'PUT', body: JSON.stringify(body), headers })) as T;
  }

  async #send(path: string, init: RequestInit): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(`${this.#base}${path}`, { ...init, headers: { ...this.#headers, ...init.headers } });
    } catch (error) {
      throw new Failure('unavailable', `the server at ${this.#base}`, { cause: error });
    }
    const body: unknown = await response.json();
    if (response.ok) return body;
    throw failureOf(failureSchema.parse(body));
  }
}

/** A client of the server that is named, or else of the one that runs on the data directory. */
export function serverOf({ config, server, token }: Context): Client {
  const url = server ?? findServer(config.directory)?.url;
  if (url !== undefined) return new Client(url.replace(/\/+$/, ''), token);
  throw new Failure('unavailable', `no server runs on ${config.directory}; start one, or name another with --server`);
}

function failureOf(message: FailureMessage): Failure {
  const code = Object.hasOwn(FAILURES, message.code) ? (message.code as FailureCode) : 'internal';
  return new Failure(code, message.detail, message.problems ? { cause: message.problems } : {});
}
