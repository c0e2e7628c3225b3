import { isIP } from 'node:net';

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
