import type { Connection } from '@slipway/shared/api';

/** How a slot stands, the worst first: nothing bound, mistakes, calls that fail, calls that are tried again, no calls, well. */
export type Standing = 'unbound' | 'mistaken' | 'failing' | 'shaky' | 'quiet' | 'well';

/** Said from the last hour's calls. A failure that a later success has answered only makes it shaky. */
export function standingOf({ connector, problems, health }: Connection): Standing {
  if (connector === null) return 'unbound';
  if (problems.some((problem) => problem.severity === 'error')) return 'mistaken';
  const { done, retried, failed, lastDoneAt, lastFailedAt } = health;
  if (failed + retried > 0) {
    const answered = lastDoneAt !== null && (lastFailedAt === null || lastDoneAt > lastFailedAt);
    return answered ? 'shaky' : 'failing';
  }
  return done === 0 ? 'quiet' : 'well';
}

/** The host and port of a target like `https://tms.example:443` or `smtp+tls://10.0.0.7:587`; undefined where it names none. */
export function placeOf(target: string | null): { readonly host: string; readonly port: number } | undefined {
  const match = target?.match(/^[a-z0-9+.-]+:\/\/(\[[^\]]+\]|[^:/]+):(\d{1,5})$/i);
  const [, host, port] = match ?? [];
  return host === undefined ? undefined : { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
