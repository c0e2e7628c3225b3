import { createHash, timingSafeEqual } from 'node:crypto';
import { Failure } from '@slipway/shared/failure';
import type { AccessSettings } from '../access/settings.ts';
import { isLoopbackAddress } from './client-address.ts';

/** Who asks for the metrics. */
export interface MetricsReader {
  /** The address at the other end of the socket. */
  readonly socket: string;
  readonly authorization: string | undefined;
  /** What a proxy says of whom it asks for. */
  readonly forwardedFor: string | undefined;
}

/**
 * Refuses to tell the figures, which name environments and slots, to whoever has no business with them. A token that is
 * configured is asked for. Without one, where people sign in, only this machine is told, and nobody through a proxy.
 * Nothing is looked up: the figures are wanted most when the database is away. Fails with `unauthenticated`.
 */
export function guardMetrics(reader: MetricsReader, access: Pick<AccessSettings, 'mode' | 'metricsToken'>): void {
  if (access.metricsToken) {
    const shown = /^Bearer (.+)$/i.exec(reader.authorization ?? '')?.[1] ?? '';
    if (!isSame(shown, access.metricsToken.reveal())) throw new Failure('unauthenticated', 'the token of the metrics');
    return;
  }
  if (access.mode === 'local') return;
  if (!isLoopbackAddress(reader.socket) || reader.forwardedFor !== undefined) {
    throw new Failure('unauthenticated', 'without SLIPWAY_METRICS_TOKEN the metrics are for this machine alone');
  }
}

/** Takes the same time wherever the two differ. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
