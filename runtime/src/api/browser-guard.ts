import { Failure } from '@slipway/shared/failure';
import type { AccessSettings } from '../access/settings.ts';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The headers by which a browser says where a request comes from. */
export interface RequestOrigin {
  readonly method: string;
  readonly host: string;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  /** Whether it shows a token and no cookie: nothing that a foreign page could borrow. */
  readonly bearerOnly: boolean;
}

/** Whether a Host header names this machine. */
export function isLoopback(host: string): boolean {
  return LOOPBACK_NAMES.has(host.toLowerCase().replace(/:\d{1,5}$/, ''));
}

/**
 * Refuses what a foreign web page could make a visitor's browser send. Where nobody signs in, a host that is not the
 * loopback's is a name that somebody rebound to us; where people do, a session's cookie belongs to the name it was given
 * to, and a configured public name is the only one. An unsafe method needs our own origin, exactly. Only programs send
 * neither `Origin` nor `Sec-Fetch-*`.
 */
export function guardOrigin(request: RequestOrigin, access: Pick<AccessSettings, 'mode' | 'publicOrigin'>): void {
  const host = request.host.toLowerCase();
  const publicHost = access.publicOrigin === null ? null : new URL(access.publicOrigin).host;
  const anyName = access.mode === 'users' && publicHost === null;
  if (!isLoopback(host) && host !== publicHost && !anyName) {
    throw new Failure('foreign-origin', 'the Host header names another host');
  }
  if (SAFE_METHODS.has(request.method) || request.bearerOnly) return;
  if (request.fetchSite !== undefined && request.fetchSite !== 'same-origin') {
    throw new Failure('foreign-origin', `Sec-Fetch-Site is ${request.fetchSite.slice(0, 20)}`);
  }
  const origins = [`http://${host}`, access.publicOrigin ?? (anyName ? `https://${host}` : `http://${host}`)];
  if (request.origin !== undefined && !origins.includes(request.origin.toLowerCase())) {
    throw new Failure('foreign-origin', 'the Origin header names another site');
  }
}
