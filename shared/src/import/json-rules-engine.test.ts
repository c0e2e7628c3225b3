import fc from 'fast-check';
import { Engine } from 'json-rules-engine';
import { describe, expect, it } from 'vitest';
import { compile, emptyRecord, step } from '../engine/index.ts';
import type { CanonicalEvent } from '../event/index.ts';
import { importRules } from './index.ts';

const fouledOut = {
  name: 'Fouled out',
  priority: 10,
  conditions: {
    any: [
      {
        all: [
          { fact: 'gameDuration', operator: 'equal', value: 40 },
          { fact: 'personalFoulCount', operator: 'greaterThanInclusive', value: 5 },
        ],
      },
      { condition: 'long' },
    ],
  },
  event: { type: 'fouledOut', params: { message: 'Player has "fouled out"!', level: 2, tags: ['a', null] } },
};
const named = {
  long: {
    all: [
      { fact: 'gameDuration', operator: 'equal', value: 48 },
      { not: { fact: 'player', path: '$.fouls[0]', operator: 'lessThan', value: { fact: 'personalFoulCount' } } },
    ],
  },
};
const played = {
  conditions: { all: [{ fact: 'gameDuration', operator: 'greaterThan', value: 0 }] },
  event: { type: 'played' },
};

function workflowOf(raw: unknown) {
  const imported = importRules(raw);
  return imported.ok ? imported.workflow : expect.unreachable(JSON.stringify(imported.problems));
}

/** The outcomes that an event of these data comes to, in the order of the rules. */
function outcomesOf(raw: unknown, data: Readonly<Record<string, unknown>>): readonly unknown[] {
  const compiled = compile(workflowOf(raw));
  const program = compiled.ok ? compiled.program : expect.unreachable();
  const live = { id: 'l', environment: 'e', live: [{ program, paused: false }], pinned: () => undefined };
  const event: CanonicalEvent = {
    id: '1',
    source: '/t',
    type: 'order.changed',
    subject: 'shipment:1',
    time: '2026-03-02T08:00:00.000Z',
    data,
  };
  const { decisions } = step(live, emptyRecord('shipment:1'), { kind: 'event', event, offset: 0, nowMs: 0 });
  return decisions.flatMap(({ trace }) =>
    trace.flatMap(({ node }) => {
      const found = program.nodes.get(node);
      return found?.kind === 'end' ? [found.config.outcome] : [];
    }),
  );
}

describe('rules of json-rules-engine', () => {
  it('become a trigger, and for each a condition, values and an end', () => {
    const { nodes, edges } = workflowOf({ rules: [played, fouledOut], conditions: named });
    expect(nodes.map(({ id, kind }) => [id, kind])).toEqual([
      ['event', 'trigger'],
      ['rule1', 'condition'],
      ['values1', 'set'],
      ['end1', 'end'],
      ['rule2', 'condition'],
      ['end2', 'end'],
    ]);
    expect(nodes[2]?.config).toEqual({
      values: { params: '{"message": "Player has \\"fouled out\\"!", "level": 2, "tags": ["a", null]}' },
    });
    expect(edges.map(({ from, to }) => `${from}>${to}`)).toEqual([
      'event.out>rule1.in',
      'rule1.yes>values1.in',
      'values1.out>end1.in',
      'event.out>rule2.in',
      'rule2.yes>end2.in',
    ]);
  });

  it('come to the same events as in json-rules-engine', async () => {
    const numbers = fc.option(fc.constantFrom(0, 4, 5, 6, 40, 48), { nil: undefined });
    const facts = fc.record({
      gameDuration: numbers,
      personalFoulCount: numbers,
      fouls: fc.array(fc.integer({ min: 0, max: 9 })),
    });
    await fc.assert(
      fc.asyncProperty(facts, async ({ fouls, ...rest }) => {
        const data = { ...rest, player: { fouls } };
        const engine = new Engine([fouledOut, played] as never, { allowUndefinedFacts: true });
        engine.setCondition('long', named.long as never);
        const { events } = await engine.run(data);
        const ours = outcomesOf({ rules: [fouledOut, played], conditions: named }, data);
        expect([...ours].sort()).toEqual(events.map(({ type }) => type).sort());
      }),
    );
  });

  it.each([
    ['code', { ...played, onSuccess: 'doIt' }, 'rule-callback', '/onSuccess'],
    ['unknown fields', { ...played, weight: 3 }, 'rule-field', '/weight'],
    ['a rule without an event', { conditions: played.conditions }, 'rule-event', '/event'],
    [
      'operators that a program added',
      { ...played, conditions: { all: [{ fact: 'a', operator: 'isPrime', value: 1 }] } },
      'condition-operator',
      '/conditions/all/0/operator',
    ],
    [
      'facts that code computes',
      { ...played, conditions: { all: [{ fact: 'a', params: { x: 1 }, operator: 'equal', value: 1 }] } },
      'fact-params',
      '/conditions/all/0/params',
    ],
    [
      'conditions that nobody named',
      { ...played, conditions: { condition: 'nobody' } },
      'unknown-condition',
      '/conditions',
    ],
    [
      'named conditions in a circle',
      { rules: [{ ...played, conditions: { condition: 'a' } }], conditions: { a: { not: { condition: 'a' } } } },
      'condition-circular',
      '/conditions/a/not',
    ],
  ])('are refused by name where they hold %s', (_what, raw, code, path) => {
    const imported = importRules(raw);
    expect(imported.ok).toBe(false);
    expect(imported.problems.map((each) => [each.code, each.path])).toContainEqual([code, path]);
  });

  it('are refused where named conditions multiply without measure', () => {
    const conditions = Object.fromEntries(
      Array.from({ length: 25 }, (_, depth) => {
        const next = { condition: `c${depth + 1}` };
        return [`c${depth}`, depth < 24 ? { all: [next, next, next] } : { fact: 'a', operator: 'equal', value: 1 }];
      }),
    );
    const { problems } = importRules({ rules: [{ ...played, conditions: { condition: 'c0' } }], conditions });
    expect(problems[0]).toMatchObject({ code: 'condition-too-large', severity: 'error' });
  });
});
