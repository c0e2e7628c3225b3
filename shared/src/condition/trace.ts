import { toJson } from '../expression/index.ts';

/** Why a condition holds or not, part by part: JSON, small, for the canvas and the inbox. */
export interface ConditionTrace {
  readonly kind: 'all' | 'any' | 'not' | 'named' | 'leaf';
  readonly result: boolean;
  /** In plain English what is asked. */
  readonly text: string;
  readonly children?: readonly ConditionTrace[];
  readonly fact?: string;
  readonly path?: string;
  readonly operator?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
  /** The fact, or a field on the way, does not exist. */
  readonly missing?: boolean;
  /** Why there was nothing to compare. */
  readonly reason?: string;
}

const TEXT_MAX = 200;
const ENTRIES_MAX = 20;
const DEPTH_MAX = 3;

/** A value as a trace shows it: JSON, with long texts, long lists and deep objects cut. */
export function preview(value: unknown, depth = 0): unknown {
  const plain = typeof value === 'object' && value !== null && !isContainer(value) ? toJson(value) : value;
  if (typeof plain === 'string') return plain.length > TEXT_MAX ? `${plain.slice(0, TEXT_MAX)}…` : plain;
  if (typeof plain !== 'object' || plain === null) return plain;
  if (depth === DEPTH_MAX) return '…';
  if (Array.isArray(plain)) {
    const shown = plain.slice(0, ENTRIES_MAX).map((item) => preview(item, depth + 1));
    return plain.length > ENTRIES_MAX ? [...shown, '…'] : shown;
  }
  const entries = Object.entries(plain).map(([key, item]) => [key, item] as const);
  const shown = entries.slice(0, ENTRIES_MAX).map(([key, item]) => [key, preview(item, depth + 1)] as const);
  return Object.fromEntries(entries.length > ENTRIES_MAX ? [...shown, ['…', entries.length - ENTRIES_MAX]] : shown);
}

function isContainer(value: object): boolean {
  return (
    Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null
  );
}
