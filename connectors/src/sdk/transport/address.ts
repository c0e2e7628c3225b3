import ipaddr from 'ipaddr.js';

/** How near an address is. Only `public` may be reached unasked; `forbidden` not even with a grant. */
export type Reach = 'public' | 'private' | 'forbidden';

/** Where clouds answer with the credentials of the machine that asks. Nobody's ERP lives there. */
const METADATA = [
  '169.254.0.0/16',
  '168.63.129.16/32',
  '100.100.100.200/32',
  '192.0.0.192/32',
  'fd00:ec2::254/128',
  'fd20:ce::254/128',
].map((range) => ipaddr.parseCIDR(range));

/** Ranges that an admin may grant because real systems live in them. */
const GRANTABLE = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

const NAT64_LOCAL = ipaddr.parseCIDR('64:ff9b:1::/48');

/** Classifies an address in canonical spelling; what is no address at all is forbidden. */
export function classifyAddress(text: string): Reach {
  if (!ipaddr.isValid(text)) return 'forbidden';
  const address = ipaddr.parse(text);
  const embedded = address instanceof ipaddr.IPv6 ? embeddedIPv4(address) : null;
  if (embedded) {
    // A tunnel to a public IPv4 address is still a detour that no target needs; only the mapped form is plain.
    const inner = classifyAddress(embedded.address);
    return inner === 'public' && !embedded.mapped ? 'private' : inner;
  }
  if (METADATA.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits)))
    return 'forbidden';
  const range = address.range();
  if (range === 'unicast') return 'public';
  return GRANTABLE.has(range) ? 'private' : 'forbidden';
}

/** The IPv4 address inside a mapped, compatible, NAT64, 6to4, Teredo or ISATAP address. */
function embeddedIPv4(address: ipaddr.IPv6): { readonly address: string; readonly mapped: boolean } | null {
  if (address.isIPv4MappedAddress()) return { address: address.toIPv4Address().toString(), mapped: true };
  const bytes = address.toByteArray();
  const at = (index: number) => bytes.slice(index, index + 4).join('.');
  const range = address.range();
  if (range === '6to4') return { address: at(2), mapped: false };
  if (range === 'teredo')
    return {
      address: bytes
        .slice(12, 16)
        .map((byte) => byte ^ 0xff)
        .join('.'),
      mapped: false,
    };
  if (range === 'rfc6052' || address.match(NAT64_LOCAL)) return { address: at(12), mapped: false };
  const isatap = bytes[10] === 0x5e && bytes[11] === 0xfe && bytes[9] === 0 && (bytes[8] === 0 || bytes[8] === 2);
  if (isatap) return { address: at(12), mapped: false };
  const compatible = bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12, 15).some((byte) => byte !== 0);
  return compatible ? { address: at(12), mapped: false } : null;
}
