import { type FailureMessage, failureSchema } from '@slipway/shared/api';
import { FAILURES, Failure, type FailureCode } from '@slipway/shared/failure';

/** Asks a running server. What it refuses comes back as the same failure. */
export class Client {
  readonly #base: string;

  constructor(url: string) {
    this.#base = `${url}/api/v1`;
  }

  async get<T>(path: string): Promise<T> {
    return (await this.#send(path, {})) as T;
  }

  async post<T>(path: string, body: Uint8Array | string, contentType: string): Promise<T> {
    return (await this.#send(path, { method: 'POST', body, headers: { 'content-type': contentType } })) as T;
  }

  async #send(path: string, init: RequestInit): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(`${this.#base}${path}`, init);
    } catch (error) {
      throw new Failure('unavailable', `the server at ${this.#base}`, { cause: error });
    }
    const body: unknown = await response.json();
    if (response.ok) return body;
    throw failureOf(failureSchema.parse(body));
  }
}

function failureOf(message: FailureMessage): Failure {
  const code = Object.hasOwn(FAILURES, message.code) ? (message.code as FailureCode) : 'internal';
  return new Failure(code, message.detail, message.problems ? { cause: message.problems } : {});
}
