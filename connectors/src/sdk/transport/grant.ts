import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { classifyAddress } from './address.ts';

/** The widest range that one grant may open. */
const WIDEST = { ipv4: 8, ipv6: 32 } as const;

/**
 * Why this host, address or range cannot be granted, for a person; null where it can. What is refused here would be refused
 * by the egress guard all the same: saying so early spares somebody the search.
 */
export function refusalOfGrant(host: string): string | null {
  if (host.includes('/')) return refusalOfRange(host);
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare)) {
    const reach = classifyAddress(ipaddr.parse(bare).toString());
    if (reach === 'forbidden') return 'this address can never be reached: clouds give away credentials there';
    return null;
  }
  if (!/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/i.test(bare)) return 'this is no host name, address or range';
  const meant = URL.parse(`http://${bare}`)?.hostname ?? '';
  return isIP(meant) ? `write the address as ${meant}` : null;
}

function refusalOfRange(range: string): string | null {
  if (!ipaddr.isValidCIDR(range)) return 'this is no range like 10.0.0.0/24';
  const [address, bits] = ipaddr.parseCIDR(range);
  const least = WIDEST[address.kind()];
  return bits < least ? `a range this wide says nothing: at least /${least}` : null;
}
