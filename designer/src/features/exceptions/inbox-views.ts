import type { ExceptionQuery } from '@slipway/shared/api';
import type { exceptionsSearch } from '../../search.ts';

type Search = ReturnType<typeof exceptionsSearch>;
type Filter = { readonly [K in keyof Omit<ExceptionQuery, 'cursor' | 'limit'>]?: ExceptionQuery[K] | undefined };

/** What is asked of the server for a view of the inbox; `me` is the name of whoever looks. */
export function inboxFilter({ state, ...narrowed }: Search, me: string): Filter {
  if (state === 'mine') return { ...narrowed, assignee: me };
  if (state === 'overdue') return { ...narrowed, overdue: 'true' };
  return state ? { ...narrowed, state } : narrowed;
}
