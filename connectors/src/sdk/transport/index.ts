import type { Transports } from '../transports.ts';
import { createEgressGuard, type EgressGrant, type ResolveName } from './egress-guard.ts';
import { createGuardedFetch } from './guarded-fetch.ts';
import { createGuardedMail } from './guarded-mail.ts';

/** What a set of transports may reach and how long one request may take. */
export interface TransportOptions {
  /** Hosts, addresses or ranges that may be reached although they are private, or without TLS. */
  readonly grants: readonly EgressGrant[];
  /** Another resolver of names; DNS by default. Its answers are checked all the same. */
  readonly resolve?: ResolveName;
  /** A tighter bound on one request than the default minute. */
  readonly requestMs?: number;
}

/** The guarded ways out of one environment. Close them to end their sockets. */
export function createTransports(options: TransportOptions): Transports {
  const guard = createEgressGuard(options);
  const { fetch, close } = createGuardedFetch(guard, options);
  return { fetch, sendMail: createGuardedMail(guard), close };
}

export type { EgressGrant, ResolveName } from './egress-guard.ts';
