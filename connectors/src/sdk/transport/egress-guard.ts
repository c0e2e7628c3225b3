import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Failure } from '@slipway/shared/failure';
import ipaddr from 'ipaddr.js';
import { classifyAddress } from './address.ts';
import { TRANSPORT_LIMITS } from './limits.ts';

/** An admin's permission: a host name, an address or a CIDR range, on one port or on all. */
export interface EgressGrant {
  readonly host: string;
  readonly port?: number;
}

/** Every address that a name has. Fails as `node:dns` does. */
export type ResolveName = (host: string) => Promise<readonly string[]>;

/** Decides where connectors may connect. */
export interface EgressGuard {
  /**
   * The address to connect to, after every answer for the host was checked. Fails with `egress-refused`, the same for
   * every reason, or `target-unreachable` where the name does not resolve.
   */
  addressFor(host: string, port: number): Promise<string>;
  /** Fails with `egress-refused` where an address, met on a live socket, may not be talked to. */
  checkAddress(host: string, port: number, address: string): void;
  /** Whether the host was granted by name, address or range; plain http is for these only. */
  isGranted(host: string, port: number): boolean;
}

/** Deny by default: public addresses, and private ones that a grant names. Cloud metadata cannot be granted. */
export function createEgressGuard(options: {
  readonly grants: readonly EgressGrant[];
  readonly resolve?: ResolveName;
}): EgressGuard {
  const resolve = options.resolve ?? resolveName;
  const grants = options.grants.map((grant) => ({
    ...grant,
    host: plainHost(grant.host),
    range: parseRange(grant.host),
  }));

  const granted = (host: string, port: number, address?: string) =>
    grants.some((grant) => {
      if (grant.port !== undefined && grant.port !== port) return false;
      if (grant.host === host) return true;
      const numeric = address ?? (isIP(host) ? host : undefined);
      return numeric !== undefined && grant.range !== null && inRange(numeric, grant.range);
    });
  const checkAddress = (host: string, port: number, address: string) => {
    const reach = classifyAddress(address);
    if (reach === 'public' || (reach === 'private' && granted(plainHost(host), port, address))) return;
    throw refusal(host, port);
  };
  return {
    checkAddress,
    isGranted: (host, port) => granted(plainHost(host), port),
    addressFor: async (host, port) => {
      const plain = plainHost(host);
      if (isForbiddenName(plain)) throw refusal(host, port);
      const addresses = isIP(plain) ? [plain] : await resolve(plain);
      for (const address of addresses) checkAddress(plain, port, address);
      const [first] = addresses;
      if (first === undefined) throw new Failure('target-unreachable', `${host} has no address`);
      return first;
    },
  };
}

/** The refusal says nothing of what was found, so that it tells no one what listens where. */
function refusal(host: string, port: number): Failure {
  return new Failure('egress-refused', `${host}:${port}`);
}

/** Lower case, without brackets, zone id or trailing dot; legacy IPv4 spellings (`0x7f.1`) as the URL parser reads them. */
function plainHost(host: string): string {
  const bare = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (isIP(bare)) return ipaddr.parse(bare).toString();
  try {
    return new URL(`http://${bare}`).hostname.replace(/^\[|\]$/g, '');
  } catch {
    return bare;
  }
}

function isForbiddenName(host: string): boolean {
  return host === '' || host === 'metadata' || host === 'metadata.google.internal' || host === 'instance-data';
}

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

function parseRange(host: string): Range | null {
  if (ipaddr.isValidCIDR(host)) return ipaddr.parseCIDR(host);
  const plain = plainHost(host);
  if (!isIP(plain)) return null;
  return [ipaddr.parse(plain), isIP(plain) === 4 ? 32 : 128];
}

function inRange(address: string, [range, bits]: Range): boolean {
  const parsed = ipaddr.process(address);
  return parsed.kind() === range.kind() && parsed.match(range, bits);
}

async function resolveName(host: string): Promise<string[]> {
  const timedOut = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => timedOut.reject(new Failure('target-unreachable', `${host}: no answer from DNS`)),
    TRANSPORT_LIMITS.dnsMs,
  );
  try {
    const answers = await Promise.race([lookup(host, { all: true, verbatim: true }), timedOut.promise]);
    return answers.map((answer) => answer.address);
  } finally {
    clearTimeout(timer);
  }
}
