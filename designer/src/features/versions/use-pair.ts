import type { LibraryWorkflow } from '@slipway/shared/api';
import { useQuery } from '@tanstack/react-query';
import { type Side, sideQuery } from '../../api/library.ts';
import { t } from '../../messages/t.ts';
import type { Sides } from './sides.ts';

/** Both documents, once they are read. */
export function usePair(meta: LibraryWorkflow, { a, b }: Sides) {
  const [before, after] = [useQuery(sideQuery(meta, a)), useQuery(sideQuery(meta, b))];
  return {
    before: before.data,
    after: after.data,
    failure: before.error ?? after.error,
    retry: () => void Promise.all([before.refetch(), after.refetch()]),
  };
}

/** What a side is called. */
export const sideName = (side: Side | undefined): string =>
  side === 'draft' ? t('compare.draft') : side === undefined ? '' : t('version', { version: side });
