import type { Environment } from '@slipway/shared/api';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { statusQuery } from '../api/queries.ts';

/** The id of the environment that the page is about; it is the first part of every address. */
export function useEnvironmentId(): string {
  const params = useParams({ strict: false });
  return params.env ?? '';
}

/** What is known of it; undefined until the status has come. */
export function useEnvironment(): Environment | undefined {
  const id = useEnvironmentId();
  return useQuery(statusQuery()).data?.environments.find((environment) => environment.id === id);
}

/** Now, by the environment's clock: in a replay that is a moment of the past. Null before its first record. */
export function useNow(): string | null {
  const id = useEnvironmentId();
  return (
    useQuery({
      ...statusQuery(),
      // To the minute, so that what shows times is not drawn anew with every message.
      select: (status) => {
        const environment = status.environments.find((one) => one.id === id);
        const clock = environment?.kind === 'replay' ? environment.clock : null;
        return clock ? `${clock.slice(0, 16)}:00.000Z` : null;
      },
    }).data ?? null
  );
}
