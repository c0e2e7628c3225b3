import { RESERVED_FACTS } from '../engine/index.ts';
import { LIMITS } from '../limits/index.ts';
import type { Problem } from '../problem/index.ts';
import { error, isFields } from './rules-file.ts';

/** What is known while conditions are taken over; `problems` is added to. */
export interface TakingOver {
  readonly named: Readonly<Record<string, unknown>>;
  readonly problems: Problem[];
  /** Parts so far: conditions that are named in one another would else grow without end. */
  parts: number;
}

/**
 * A condition of json-rules-engine as a workflow's: named conditions stand where they were referred to, and a fact that
 * the program handed to the engine is the field of this name in the event's data.
 */
export function takeOverCondition(json: unknown, path: string, taking: TakingOver): unknown {
  return takeOver(json, path, taking, []);
}

function takeOver(json: unknown, path: string, taking: TakingOver, open: readonly string[]): unknown {
  if (!isFields(json)) return json;
  taking.parts += 1;
  if (open.length > LIMITS.expressionDepth || taking.parts > LIMITS.conditionParts) {
    if (!taking.problems.some(({ code }) => code === 'condition-too-large'))
      taking.problems.push(
        error('condition-too-large', 'The condition is nested too deep, or has too many parts.', path),
      );
    return json;
  }
  if (typeof json.condition === 'string') return namedCondition(json.condition, path, taking, open);
  const inner = [...open, ''];
  for (const group of ['all', 'any'] as const) {
    const list = json[group];
    if (Array.isArray(list))
      return {
        ...json,
        [group]: list.map((each, index) => takeOver(each, `${path}/${group}/${index}`, taking, inner)),
      };
  }
  if (Object.hasOwn(json, 'not')) return { ...json, not: takeOver(json.not, `${path}/not`, taking, inner) };
  if (typeof json.fact !== 'string') return json;
  const value = isFields(json.value) && typeof json.value.fact === 'string';
  return {
    ...factOf(json, path, taking),
    ...(value ? { value: factOf(json.value as Readonly<Record<string, unknown>>, `${path}/value`, taking) } : {}),
  };
}

function namedCondition(name: string, path: string, taking: TakingOver, open: readonly string[]): unknown {
  if (open.includes(name)) {
    taking.problems.push(error('condition-circular', `The named condition “${name}” refers to itself.`, path));
    return { any: [] };
  }
  if (!Object.hasOwn(taking.named, name)) {
    taking.problems.push(error('unknown-condition', `There is no condition of the name “${name}” in the file.`, path));
    return { any: [] };
  }
  return takeOver(taking.named[name], `/conditions/${name}`, taking, [...open, name]);
}

function factOf(
  json: Readonly<Record<string, unknown>>,
  path: string,
  taking: TakingOver,
): Readonly<Record<string, unknown>> {
  const { fact, path: inside, params, ...rest } = json;
  const name = String(fact);
  if (RESERVED_FACTS.has(name)) return json;
  if (params !== undefined)
    taking.problems.push(
      error(
        'fact-params',
        `“${name}” takes params: it is computed by code. Compute it with expr instead.`,
        `${path}/params`,
      ),
    );
  const steps = typeof inside === 'string' ? inside.replace(/^\$\.?/, '') : '';
  const join = steps === '' || steps.startsWith('[') ? '' : '.';
  return { fact: 'event', path: `data.${name}${join}${steps}`, ...rest };
}
