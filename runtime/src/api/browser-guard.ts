import { Failure } from '@slipway/shared/failure';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The headers by which a browser says where a request comes from. */
export interface RequestOrigin {
  readonly method: string;
  readonly host: string;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
}

/**
 * Refuses what a foreign web page could make a visitor's browser send. A host that is not the loopback's is a name that
 * somebody rebound to us; an unsafe method needs our own origin. Only programs, which send neither `Origin` nor
 * `Sec-Fetch-*`, go without one: they hold no session that a page could borrow.
 */
export function guardOrigin(request: RequestOrigin): void {
  const name = request.host.toLowerCase().replace(/:\d{1,5}$/, '');
  if (!LOOPBACK_NAMES.has(name)) throw new Failure('foreign-origin', 'the Host header names another host');
  if (SAFE_METHODS.has(request.method)) return;
  if (request.fetchSite !== undefined && request.fetchSite !== 'same-origin') {
    throw new Failure('foreign-origin', `Sec-Fetch-Site is ${request.fetchSite.slice(0, 20)}`);
  }
  if (request.origin !== undefined && request.origin.toLowerCase() !== `http://${request.host.toLowerCase()}`) {
    throw new Failure('foreign-origin', 'the Origin header names another site');
  }
}
