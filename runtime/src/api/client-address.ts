import { isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** The address at the other end of the socket; without one, as in tests, it is this machine. */
export function socketAddress(context: Context): string {
  return (context.env?.incoming ? getConnInfo(context).remote.address : undefined) ?? '127.0.0.1';
}

/** Whether an address is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  const own = plain(address);
  return own === '::1' || (isIP(own) === 4 && own.startsWith('127.'));
}

/**
 * Where a request comes from: the socket's address, or, where that is a proxy of ours, what the last proxy wrote into
 * `X-Forwarded-For`. What stands further left anybody may have written.
 */
export function clientAddress(socket: string, forwardedFor: string | undefined, proxies: readonly string[]): string {
  let address = plain(socket);
  const hops = (forwardedFor ?? '').split(',').map((hop) => plain(hop.trim()));
  while (proxies.includes(address)) {
    const hop = hops.pop();
    if (hop === undefined || isIP(hop) === 0) break;
    address = hop;
  }
  return address;
}

/** An IPv4 address as such, also where it comes in the clothes of IPv6. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
