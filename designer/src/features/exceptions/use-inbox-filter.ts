import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { sessionQuery } from '../../api/session.ts';
import { inboxFilter } from './inbox-views.ts';

/** The name by which cases are given to whoever looks. */
export const useMyName = (): string => useQuery(sessionQuery()).data?.user?.name ?? '';

/** What the list of the inbox is asked for, by the address; the case beside it walks the same list. */
export function useInboxFilter() {
  return inboxFilter(useSearch({ from: '/$env/exceptions' }), useMyName());
}
