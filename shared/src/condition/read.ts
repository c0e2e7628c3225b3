import type { Facts } from './operators.ts';

type Read = (facts: Facts) => unknown;
type Fields = Readonly<Record<string, unknown>>;

/** Facts that rules ask for again and again. A name that stands in the code is read many times faster than one that is data. */
const ROOTS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['event', (facts) => facts.event],
  ['type', (facts) => facts.type],
  ['data', (facts) => facts.data],
  ['subject', (facts) => facts.subject],
  ['previous', (facts) => facts.previous],
  ['vars', (facts) => facts.vars],
  ['now', (facts) => facts.now],
]);

/**
 * Reads a fact, or a field one or two steps below it, where the names are such that no object and no list inherits them:
 * then what is not its own is undefined without being asked for. Nothing for other paths.
 */
export function readerOf([fact, first, second, ...further]: readonly string[]): Read | undefined {
  if (fact === undefined || further.length > 0 || [fact, first ?? '', second ?? ''].some(isInherited)) return undefined;
  const root = ROOTS.get(fact) ?? ((facts) => facts[fact]);
  if (first === undefined) return root;
  if (second === undefined) {
    return (facts) => {
      const value = root(facts);
      // A path on what is no object is ignored.
      return typeof value === 'object' && value !== null ? (value as Fields)[first] : value;
    };
  }
  const inside: Read = first === 'data' ? (value) => value.data : (value) => value[first];
  return (facts) => {
    const value = root(facts);
    if (typeof value !== 'object' || value === null) return value;
    const inner = inside(value as Fields);
    return typeof inner === 'object' && inner !== null ? (inner as Fields)[second] : undefined;
  };
}

function isInherited(name: string): boolean {
  return name in Object.prototype || name in Array.prototype;
}
