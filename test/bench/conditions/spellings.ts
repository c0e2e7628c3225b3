import type { Rule, Test } from './workload.ts';

/*
 * The same rule in the language of each engine. Every field is there and of its type in every event, so that languages
 * that differ over missing fields and odd types give the same answers.
 */

/** json-rules-engine's condition JSON, which is ours. */
export function asConditions(rule: Rule): { readonly all: readonly Record<string, unknown>[] } {
  return { all: rule.map(conditionOf) };
}

function conditionOf(test: Test): Record<string, unknown> {
  if (test.kind === 'any') return { any: test.tests.map(conditionOf) };
  if (test.kind === 'not') return { not: conditionOf(test.test) };
  const [fact, ...path] = test.field.split('.');
  const at = path.length > 0 ? { fact, path: `$.${path.join('.')}` } : { fact };
  if (test.kind === 'in') return { ...at, operator: 'in', value: test.values };
  const operator = test.kind === 'equal' ? 'equal' : test.kind === 'above' ? 'greaterThan' : 'lessThan';
  return { ...at, operator, value: test.value };
}

export function asJsonLogic(rule: Rule): unknown {
  return { and: rule.map(logicOf) };
}

function logicOf(test: Test): unknown {
  if (test.kind === 'any') return { or: test.tests.map(logicOf) };
  if (test.kind === 'not') return { '!': logicOf(test.test) };
  const of = { var: test.field };
  if (test.kind === 'in') return { in: [of, test.values] };
  return { [test.kind === 'equal' ? '===' : test.kind === 'above' ? '>' : '<']: [of, test.value] };
}

/** CEL; JavaScript's spelling and the one of zen differ from it in few words. */
export function asText(rule: Rule, language: 'cel' | 'javascript' | 'zen'): string {
  return rule.map((test) => textOf(test, language)).join(language === 'zen' ? ' and ' : ' && ');
}

function textOf(test: Test, language: 'cel' | 'javascript' | 'zen'): string {
  if (test.kind === 'any') {
    return `(${test.tests.map((each) => textOf(each, language)).join(language === 'zen' ? ' or ' : ' || ')})`;
  }
  if (test.kind === 'not') return `${language === 'zen' ? 'not ' : '!'}(${textOf(test.test, language)})`;
  const field = language === 'javascript' ? test.field.replaceAll('.', '_') : test.field;
  if (test.kind === 'equal')
    return `${field} ${language === 'javascript' ? '===' : '=='} ${JSON.stringify(test.value)}`;
  if (test.kind !== 'in') return `${field} ${test.kind === 'above' ? '>' : '<'} ${number(test.value, language)}`;
  if (language !== 'javascript') return `${field} in ${JSON.stringify(test.values)}`;
  return `(${test.values.map((value) => `${field} === ${JSON.stringify(value)}`).join(' || ')})`;
}

/** Values of events are doubles, and CEL compares a double with a double. */
function number(value: number, language: string): string {
  return language === 'cel' ? `${value}.0` : String(value);
}
