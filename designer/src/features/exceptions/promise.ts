import type { ExceptionDetail } from '@slipway/shared/api';

/** How it stands with a promise: running, kept, or broken; `over` where the case closed before it was of any use. */
export type Standing = 'running' | 'kept' | 'broken' | 'over';
type Case = Pick<ExceptionDetail, 'state' | 'breached'>;

const UNTOUCHED: ReadonlySet<string> = new Set(['new', 'reopened']);
const CLOSED: ReadonlySet<string> = new Set(['resolved', 'auto-cleared', 'retracted']);

export const isOpen = ({ state }: Pick<Case, 'state'>): boolean => !CLOSED.has(state);

/** How it stands with the promise to take a case up, or to close it, by a time. */
export function standingOf(one: Case, what: 'acknowledge' | 'resolve'): Standing {
  if (one.breached.includes(what)) return 'broken';
  if (what === 'resolve') return isOpen(one) ? 'running' : 'kept';
  if (isOpen(one)) return UNTOUCHED.has(one.state) ? 'running' : 'kept';
  return one.state === 'resolved' ? 'kept' : 'over';
}
