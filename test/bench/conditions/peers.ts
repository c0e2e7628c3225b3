import { type ZenDecision, ZenEngine } from '@gorules/zen-engine';
import { parse } from '@marcbachmann/cel-js';
import { compileCondition, PredicateIndex } from '@slipway/shared/condition';
import { LogicEngine } from 'json-logic-engine';
import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { asConditions, asJsonLogic, asText } from './spellings.ts';
import type { Facts, Rule } from './workload.ts';

/** The rules that an event matches, ascending, in `into`; returns how many they are. */
export type Ask = (event: Facts, into: Uint32Array) => number | Promise<number>;

/** An engine with rules in it. `threads`: it works on threads of its own, whose time counts too. */
export interface Peer {
  readonly name: string;
  readonly threads?: boolean;
  /** Beyond so many rules one answer takes seconds. */
  readonly rulesMax?: number;
  readonly prepare: (rules: readonly Rule[]) => Ask;
}

export const slipway: Peer = {
  name: 'slipway',
  prepare: (rules) => {
    const index = new PredicateIndex(rules.map((rule) => ({ condition: compiled(rule) })));
    return (event, into) => index.matches(event, into);
  },
};

/** As `slipway`, and of every rule that matched the whole trace: what was asked and what was there, part by part. */
export const slipwayTraced: Peer = {
  name: 'slipway, full trace',
  prepare: (rules) => {
    const conditions = rules.map(compiled);
    const index = new PredicateIndex(conditions.map((condition) => ({ condition })));
    let traced = 0;
    return (event, into) => {
      const count = index.matches(event, into);
      for (let at = 0; at < count; at += 1) if (conditions[into[at] ?? 0]?.explain(event).result) traced += 1;
      if (traced < 0) throw new Error('a trace agrees with the answer');
      return count;
    };
  },
};

export const peers: readonly Peer[] = [
  {
    name: 'slipway, closures alone',
    rulesMax: 1_000,
    prepare: (rules) => {
      const conditions = rules.map(compiled);
      return each(
        conditions.map(
          ({ test }) =>
            (event: Facts) =>
              test({ ...event }),
        ),
      );
    },
  },
  {
    name: 'generated code (new Function)',
    prepare: (rules) => {
      const fields = ['data.carrier', 'data.country', 'data.value', 'data.delayMinutes', 'data.weight'];
      const reads = [...fields, 'subject.tier', 'subject.stage'].map(
        (field) => `const ${field.replaceAll('.', '_')} = event.${field};`,
      );
      const tests = rules.map((rule, at) => `if (${asText(rule, 'javascript')}) into[n++] = ${at};`);
      const body = ['const { kind } = event;', ...reads, 'let n = 0;', ...tests, 'return n;'].join('\n');
      return new Function('event', 'into', body) as Ask;
    },
  },
  {
    name: 'json-logic-engine 5.0',
    rulesMax: 1_000,
    prepare: (rules) => {
      const engine = new LogicEngine();
      return each(rules.map((rule) => engine.build(asJsonLogic(rule)) as (event: Facts) => boolean));
    },
  },
  {
    name: 'CEL (@marcbachmann/cel-js 8.0)',
    rulesMax: 1_000,
    prepare: (rules) => {
      const parsed = rules.map((rule) => parse(asText(rule, 'cel')));
      return each(parsed.map((evaluate) => (event: Facts) => evaluate(event) === true));
    },
  },
  { name: 'GoRules zen 0.54 (native)', threads: true, rulesMax: 1_000, prepare: zen },
  {
    name: 'json-rules-engine 7.3',
    rulesMax: 1_000,
    prepare: (rules) => {
      const engine = new Engine([], { allowUndefinedFacts: true, pathResolver: walk });
      for (const [at, rule] of rules.entries()) {
        const conditions = structuredClone(asConditions(rule)) as unknown as TopLevelCondition;
        engine.addRule({ conditions, event: { type: String(at) } });
      }
      return async (event, into) => {
        const { events } = await engine.run(event);
        const found = events.map(({ type }) => Number(type)).sort((a, b) => a - b);
        into.set(found);
        return found.length;
      };
    },
  },
];

function compiled(rule: Rule) {
  const result = compileCondition(asConditions(rule));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.condition;
}

function each(tests: readonly ((event: Facts) => boolean)[]): Ask {
  return (event, into) => {
    let count = 0;
    for (let at = 0; at < tests.length; at += 1) if (tests[at]?.(event)) into[count++] = at;
    return count;
  };
}

/** One decision table whose rows are the rules; every row that holds is collected. */
function zen(rules: readonly Rule[]): Ask {
  const position = { x: 0, y: 0 };
  const rows = rules.map((rule, at) => ({ _id: `r${at}`, when: asText(rule, 'zen'), is: String(at) }));
  const content = {
    hitPolicy: 'collect',
    inputs: [{ id: 'when', name: 'when' }],
    outputs: [{ id: 'is', name: 'is', field: 'rule' }],
    rules: rows,
  };
  const decision: ZenDecision = new ZenEngine().createDecision(
    Buffer.from(
      JSON.stringify({
        nodes: [
          { id: 'in', name: 'in', type: 'inputNode', position },
          { id: 'table', name: 'table', type: 'decisionTableNode', position, content },
          { id: 'out', name: 'out', type: 'outputNode', position },
        ],
        edges: [
          { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
          { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
        ],
      }),
    ),
  );
  return async (event, into) => {
    const { result } = await decision.evaluate(event);
    const found = (result as readonly { readonly rule: number }[]).map(({ rule }) => rule);
    into.set(found);
    return found.length;
  };
}

/** Its own path resolver runs code from a path. */
function walk(value: object, path: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[path.slice(2)];
}
