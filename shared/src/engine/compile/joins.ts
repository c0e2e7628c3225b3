import type { Way } from './expand.ts';

/**
 * The wires that lead to a join, each with the nodes from which a token can still come by it without passing the join.
 * Walked backwards and with a list of what is to be done, so that a long chain does not overflow the stack.
 */
export function wiresTo(ways: readonly Way[], join: string): ReadonlyMap<string, ReadonlySet<string>> {
  const before = new Map<string, string[]>();
  for (const { from, to } of ways) {
    const list = before.get(to);
    if (list) list.push(from);
    else before.set(to, [from]);
  }
  const known = new Map<string, ReadonlySet<string>>();
  return new Map(
    ways.flatMap(({ by, from, to }) => {
      if (to !== join) return [];
      const reach = known.get(from) ?? backwards(before, from, join);
      known.set(from, reach);
      return [[by, reach] as const];
    }),
  );
}

function backwards(before: ReadonlyMap<string, readonly string[]>, from: string, join: string): ReadonlySet<string> {
  if (from === join) return new Set();
  const reached = new Set([from]);
  const queue = [from];
  for (let at = queue.pop(); at !== undefined; at = queue.pop())
    for (const id of before.get(at) ?? [])
      if (id !== join && !reached.has(id)) {
        reached.add(id);
        queue.push(id);
      }
  return reached;
}
