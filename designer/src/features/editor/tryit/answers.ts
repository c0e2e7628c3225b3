import { parsePath } from '@slipway/shared/condition';
import { type Draft, nodesOf } from '@slipway/shared/workflow/edit';
import { MINUTE_MS, type TriedAnswer } from './scenario.ts';

/** What a simulated system answers while nobody has said anything else: it did it, with what later steps ask for. */
export function usualAnswer(draft: Draft, node: string): TriedAnswer {
  return { kind: 'done', afterMs: MINUTE_MS, output: suggestedOutput(draft, node) };
}

/**
 * The answer that lets the way go on: what conditions behind an action compare its answer with. So a condition that asks
 * whether `nodes.expedite.body.accepted` is true is answered with `{"body": {"accepted": true}}`.
 */
export function suggestedOutput(draft: Draft, node: string): unknown {
  let output: unknown = {};
  for (const { config } of nodesOf(draft))
    for (const [path, value] of comparisons(config)) {
      const [own, ...keys] = path;
      if (own === node && keys.length > 0) output = put(output, keys, value);
    }
  return output;
}

function comparisons(json: unknown): readonly (readonly [readonly string[], unknown])[] {
  if (Array.isArray(json)) return json.flatMap(comparisons);
  if (typeof json !== 'object' || json === null) return [];
  const { fact, path, operator, value } = json as Readonly<Record<string, unknown>>;
  if (fact !== 'nodes' || typeof path !== 'string') return Object.values(json).flatMap(comparisons);
  const segments = parsePath(path);
  const plain = operator === 'equal' && (typeof value !== 'object' || value === null);
  if (typeof segments === 'string' || !plain) return [];
  return [[segments.flatMap((each) => (each.kind === 'key' ? [each.key] : [])), value]];
}

function put(into: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const object = typeof into === 'object' && into !== null ? (into as Readonly<Record<string, unknown>>) : {};
  return { ...object, [key]: put(object[key], rest, value) };
}
