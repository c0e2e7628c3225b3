import type { FailureMessage, ProblemMessage } from '@slipway/shared/api';

const ROOT = '/api/v1';

/** What the API answered instead of a success: its code, a title for people, and what it happened to. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure';
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly problems: readonly ProblemMessage[];

  constructor(status: number, body: FailureMessage) {
    super(`${body.title} ${body.detail}`);
    this.status = status;
    this.code = body.code;
    this.title = body.title;
    this.detail = body.detail;
    this.problems = body.problems ?? [];
  }
}

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

let tellSignedOut = () => {};

/** Has it told when an answer says that nobody is signed in any more, whatever was asked for. */
export function whenSignedOut(tell: () => void): void {
  tellSignedOut = tell;
}

type Query = Readonly<Record<string, string | number | undefined>>;

/** Parts of a path, each escaped: an id is never trusted to be one. */
export function apiPath(...parts: readonly string[]): string {
  return parts.map((part) => `/${encodeURIComponent(part)}`).join('');
}

export function withQuery(path: string, query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') params.set(name, String(value));
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

/** The answer of a GET. Throws ApiFailure, also (status 0) when nothing answers. */
export async function get<Body>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Body> {
  const answer = await request<Body>(withQuery(path, query), signal ? { signal } : {});
  return answer.body;
}

/** Sends JSON. A key makes it safe to send the same request again. */
export async function post<Body>(path: string, body: unknown, idempotencyKey?: string): Promise<Answer<Body>> {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;
  return request<Body>(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Sends the bytes of a file as they are. */
export async function sendFile<Body>(path: string, file: Blob): Promise<Answer<Body>> {
  return request<Body>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
}

/** Sends JSON by another method than POST, or nothing. */
export async function send<Body>(
  method: 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<Body>> {
  if (body === undefined) return request<Body>(path, { method, headers });
  const typed = { 'content-type': 'application/json', ...headers };
  return request<Body>(path, { method, headers: typed, body: JSON.stringify(body) });
}

async function request<Body>(path: string, init: RequestInit): Promise<Answer<Body>> {
  const response = await reach(path, init);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return { status: response.status, body: body as Body };
  const failure = isFailureMessage(body) ? body : unreadable(response);
  if (failure.code === 'unauthenticated') tellSignedOut();
  throw new ApiFailure(response.status, failure);
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(ROOT + path, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiFailure(0, { code: 'unreachable', title: '', detail: '' });
  }
}

function isFailureMessage(body: unknown): body is FailureMessage {
  return typeof body === 'object' && body !== null && 'code' in body && 'title' in body;
}

function unreadable(response: Response): FailureMessage {
  return { code: `http-${response.status}`, title: response.statusText, detail: '' };
}
