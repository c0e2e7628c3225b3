import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { FailureNotice, Loading } from './Notice.tsx';
import { Rows } from './Rows.tsx';
import { useSettledRows } from './use-settled-rows.ts';

interface Identified {
  readonly id: string;
}

type Pages<Row> = UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Row[] }>>;

/** A list that comes page by page and grows while somebody reads it. */
export interface FreshList<Row> {
  /** Everything that has come. */
  readonly all: readonly Row[];
  /** What is shown: what came in between waits until it is asked for, by the pill at the head of the list. */
  readonly rows: readonly Row[];
  readonly fresh: number;
  readonly show: () => void;
  readonly query: Pages<Row>;
}

/** The rows of a list, settled. With another `filter` it is another list. */
export function useFreshRows<Row extends Identified>(query: Pages<Row>, filter: unknown): FreshList<Row> {
  const all = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { all, query, ...useSettledRows(all, (row) => row.id, JSON.stringify(filter)) };
}

interface FreshRowsProps<Row> {
  readonly list: FreshList<Row>;
  readonly rowHeight: number;
  readonly label: string;
  readonly current?: string | undefined;
  readonly onOpen: (row: Row) => void;
  readonly render: (row: Row) => ReactNode;
  /** What is said while the first page is on its way. */
  readonly loading: string;
  /** What stands there when nothing is in the list. */
  readonly empty: ReactNode;
}

/** Such a list as it is seen, with what is said while it loads, when it fails and where it is empty. */
export function FreshRows<Row extends Identified>({ list, loading, empty, ...shown }: FreshRowsProps<Row>) {
  const { rows, query } = list;
  return (
    <>
      {query.isPending && <Loading what={loading} />}
      {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && rows.length === 0 && empty}
      {rows.length > 0 && (
        <Rows
          {...shown}
          items={rows}
          idOf={(row) => row.id}
          onEnd={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : undefined}
        />
      )}
    </>
  );
}
