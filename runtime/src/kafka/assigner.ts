import kafkajs, { type PartitionAssigner } from 'kafkajs';

/** A member of a group, and the partitions that it has in hand. */
export interface Claimant {
  readonly id: string;
  readonly claims: readonly number[];
}

const NAME = 'slipway-sticky';
const VERSION = 1;

/** Shares a topic's partitions evenly and leaves with a member what it has, as far as that is even. */
export function stickyAssigner(topic: string, claims: () => readonly number[]): PartitionAssigner {
  const { MemberMetadata, MemberAssignment } = kafkajs.AssignerProtocol;
  return ({ cluster }) => ({
    name: NAME,
    version: VERSION,
    protocol: ({ topics }) => ({
      name: NAME,
      metadata: MemberMetadata.encode({
        version: VERSION,
        topics,
        userData: Buffer.from(JSON.stringify(claims())),
      }),
    }),
    assign: async ({ members }) => {
      const claimants = members.map(({ memberId, memberMetadata }) => {
        return { id: memberId, claims: claimsIn(MemberMetadata.decode(memberMetadata)?.userData) };
      });
      const partitions = cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId);
      return [...shareOut(claimants, partitions)].map(([memberId, share]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({
          version: VERSION,
          assignment: { [topic]: [...share] },
          userData: Buffer.alloc(0),
        }),
      }));
    },
  });
}

/** Who gets which partition: everybody as many as the others, or one more; of what it claims as much as that allows. */
export function shareOut(
  members: readonly Claimant[],
  partitions: readonly number[],
): ReadonlyMap<string, readonly number[]> {
  const free = new Set([...partitions].sort((a, b) => a - b));
  const least = Math.floor(free.size / members.length);
  let larger = free.size % members.length;
  // Those that have most keep most: so the fewest change hands.
  const sorted = [...members].sort((a, b) => b.claims.length - a.claims.length || (a.id < b.id ? -1 : 1));
  const shares = sorted.map(({ id, claims }) => {
    const valid = [...new Set(claims)].filter((partition) => free.has(partition));
    const size = least + (larger > 0 ? 1 : 0);
    if (larger > 0) larger -= 1;
    const kept = valid.slice(0, size);
    for (const partition of kept) free.delete(partition);
    return { id, size, share: kept };
  });
  const rest = [...free];
  for (const { size, share } of shares) share.push(...rest.splice(0, size - share.length));
  return new Map(shares.map(({ id, share }) => [id, share]));
}

function claimsIn(userData: Buffer | undefined): readonly number[] {
  try {
    const claims: unknown = JSON.parse(userData?.toString() ?? '[]');
    return Array.isArray(claims) ? claims.filter((claim) => typeof claim === 'number') : [];
  } catch {
    return [];
  }
}
