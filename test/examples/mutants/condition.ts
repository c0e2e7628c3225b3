import { changesOfExpression } from './cel.ts';
import type { Change } from './mutant.ts';
import { aroundDuration, aroundNumber, aroundTimeOfDay } from './number.ts';

const NEIGHBOUR: Readonly<Record<string, string>> = {
  equal: 'notEqual',
  notEqual: 'equal',
  greaterThan: 'greaterThanInclusive',
  greaterThanInclusive: 'greaterThan',
  lessThan: 'lessThanInclusive',
  lessThanInclusive: 'lessThan',
  in: 'notIn',
  notIn: 'in',
  contains: 'not:contains',
  doesNotContain: 'contains',
  isKnown: 'isMissing',
  isMissing: 'isKnown',
};
const OTHER: Readonly<Record<string, string>> = { all: 'any', any: 'all' };

/** Every small change of a condition: operators to their neighbour, numbers by one unit, `all` and `any` exchanged. */
export function changesOfCondition(condition: unknown): Change<unknown>[] {
  return changesAt(condition, '');
}

function changesAt(node: unknown, path: string): Change<unknown>[] {
  if (Array.isArray(node))
    return node.flatMap((item, index) =>
      changesAt(item, `${path}/${index}`).map(({ said, value }) => ({ said, value: node.with(index, value) })),
    );
  if (typeof node !== 'object' || node === null) return [];
  const fields = node as Readonly<Record<string, unknown>>;
  return Object.entries(fields).flatMap(([key, value]) => {
    const place = `${path}/${key}`;
    const put = ({ said, value: other }: Change<unknown>) => ({ said, value: { ...fields, [key]: other } });
    if (key === 'all' || key === 'any') {
      const { [key]: list, ...rest } = fields;
      const other = OTHER[key] ?? key;
      const swapped = Array.isArray(list) && list.length > 1;
      const swap = swapped ? [{ said: `${place} ${key} → ${other}`, value: { ...rest, [other]: list } }] : [];
      return [...swap, ...changesAt(value, place).map(put)];
    }
    if (key === 'operator') return operatorChanges(String(value), place).map(put);
    if (key === 'value') return valueChanges(value, place).map(put);
    if (key === 'cel') return changesOfExpression(String(value)).map((each) => put(placed(each, place)));
    if (key === 'not' || key === 'params') return changesAt(value, place).map(put);
    return [];
  });
}

function operatorChanges(operator: string, place: string): Change<unknown>[] {
  const [bare = '', ...decorators] = operator.split(':').reverse();
  const neighbour = NEIGHBOUR[bare] ?? `not:${bare}`;
  const other = [...decorators.reverse(), neighbour].join(':');
  return [{ said: `${place} ${operator} → ${other}`, value: other }];
}

function valueChanges(value: unknown, place: string): Change<unknown>[] {
  if (typeof value === 'number')
    return aroundNumber(String(value)).map((text) => ({ said: `${place} ${value} → ${text}`, value: Number(text) }));
  if (typeof value === 'boolean') return [{ said: `${place} ${value} → ${!value}`, value: !value }];
  if (typeof value === 'string')
    return [...aroundDuration(value), ...aroundTimeOfDay(value)].map((text) => ({
      said: `${place} ${value} → ${text}`,
      value: text,
    }));
  if (Array.isArray(value))
    return value.flatMap((item, index) =>
      (typeof item === 'number' ? valueChanges(item, `${place}/${index}`) : []).map((each) => ({
        said: each.said,
        value: value.with(index, each.value),
      })),
    );
  return changesAt(value, place);
}

function placed<Value>({ said, value }: Change<Value>, place: string): Change<Value> {
  return { said: `${place} ${said}`, value };
}
