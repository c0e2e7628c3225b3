import type { QueryClient } from '@tanstack/react-query';
import type { RegisteredRouter } from '@tanstack/react-router';
import { openAhead } from './api/opening.ts';
import { holdQuery } from './api/operations.ts';
import { statusQuery, summaryQuery } from './api/queries.ts';
import { sessionQuery } from './api/session.ts';

type Address = keyof RegisteredRouter['routesById'];
type Params = Readonly<Record<string, string>>;

/** What the screens of some addresses ask for at once. */
const READS: { readonly [Id in Address]?: (client: QueryClient, params: Params) => void } = {
  '/$env': (client, { env = '' }) => {
    void client.prefetchQuery(statusQuery());
    void client.prefetchQuery(summaryQuery(env));
    void client.prefetchQuery(holdQuery(env));
  },
  '/$env/workflows/$id/edit': (client, { id = '' }) => openAhead(client, id),
};

interface Matched {
  readonly routeId: Address;
  readonly params: Params;
}

/** Reads what a page that is just loaded will ask for while its code is on the way; nothing for who has to sign in first. */
export async function readAhead(client: QueryClient, matched: readonly Matched[]): Promise<void> {
  const session = await client.ensureQueryData(sessionQuery()).catch(() => undefined);
  if (!session?.user || session.user.mustChangePassword) return;
  for (const { routeId, params } of matched) READS[routeId]?.(client, params);
}
