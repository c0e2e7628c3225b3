import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileCondition } from '../../condition/index.ts';
import { EXAMPLES } from '../../examples/index.ts';
import { textsOf } from '../kinds/texts.ts';
import { readWorkflow } from '../read.ts';
import { conditionPlaces } from './condition-places.ts';
import {
  addCondition,
  changedNodes,
  conditionsOf,
  conditionUses,
  copySteps,
  type Draft,
  duplicateCondition,
  extractCondition,
  freshConditionName,
  inlineCondition,
  inlineConditionAt,
  mendsOf,
  nameFault,
  nodesOf,
  pasteSteps,
  problemsOf,
  readSteps,
  removeCondition,
  renameCondition,
  setCondition,
  valueAt,
} from './index.ts';

const above = (value: number) => ({ fact: 'event', path: 'data.delayMinutes', operator: 'greaterThan', value });
const late = { condition: 'late' };

const draft = (conditions: object | undefined, ...whens: readonly unknown[]): Draft => ({
  formatVersion: 1,
  id: 'slip',
  name: 'Slip',
  subject: 'shipment',
  ...(conditions ? { conditions } : {}),
  nodes: [
    { id: 'go', kind: 'trigger', title: 'Go', config: { on: ['shipment.delayed'] } },
    ...whens.map((when, at) => ({ id: `ask${at}`, kind: 'condition', title: `Ask ${at}`, config: { when } })),
  ],
  edges: [],
});
const whenAt = (of: Draft, at = 0) => valueAt(of, `/nodes/${at + 1}/config/when`);

describe('conditions of steps', () => {
  test('those of every kind of step are the ones that are compiled', () => {
    const all = EXAMPLES.flatMap((example) => {
      const read = readWorkflow(example.workflow);
      return read.ok ? read.workflow.nodes : [];
    });
    expect(all.length).toBeGreaterThan(100);
    for (const node of all) {
      const compiled = textsOf(node).flatMap(({ kind, path }) => (kind === 'condition' ? [path] : []));
      expect(conditionPlaces(node), `${node.kind} ${node.id}`).toEqual(compiled);
    }
  });

  test('they are found in half a configuration too, and data that looks like one is none', () => {
    expect(conditionPlaces({ kind: 'hold', config: { while: late } })).toEqual(['/while']);
    expect(conditionPlaces({ kind: 'switch', config: { cases: [{ when: late }, 5] } })).toEqual(['/cases/0/when']);
    expect(conditionPlaces({ kind: 'action', config: { input: late } })).toEqual([]);
    expect(conditionPlaces({ kind: 'constructor', config: null })).toEqual([]);
  });
});

describe('names', () => {
  test('a name is words of any language, and free', () => {
    const of = draft({ late: above(30) });
    expect(['', 'Verspätet', '9 late', 'late', 'constructor', 'a/b'].map((name) => nameFault(of, name))).toEqual([
      'empty',
      undefined,
      'form',
      'taken',
      'form',
      'form',
    ]);
    expect(nameFault(of, 'late', 'late')).toBeUndefined();
    expect(readWorkflow(draft({ 'Sehr spät': above(30) }, { condition: 'Sehr spät' })).ok).toBe(true);
  });

  test('a proposed name is made of a sentence and is always free and right', () => {
    expect(freshConditionName(draft({}), 'delay is more than 30')).toBe('Delay is more than 30');
    expect(freshConditionName(draft({ 'Late 2': late, Late: late }), 'late')).toBe('Late 3');
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        const once = addCondition(draft({}), freshConditionName(draft({}), other), late);
        expect(nameFault(once, freshConditionName(once, text))).toBeUndefined();
        expect(nameFault(once, freshConditionName(once, other))).toBeUndefined();
      }),
    );
  });
});

describe('named conditions', () => {
  const used = draft(
    { late: above(30), 'very late': { all: [late, above(90)] } },
    { not: late },
    { any: [late, late] },
  );

  test('every place that refers to one is told', () => {
    expect(conditionUses(used, 'late')).toEqual([
      { by: 'step', node: 'ask0', path: '/nodes/1/config/when/not' },
      { by: 'step', node: 'ask1', path: '/nodes/2/config/when/any/0' },
      { by: 'step', node: 'ask1', path: '/nodes/2/config/when/any/1' },
      { by: 'condition', name: 'very late', path: '/conditions/very late/all/0' },
    ]);
    expect(conditionUses(used, 'very late')).toEqual([]);
  });

  test('one that is renamed keeps its place, and whatever refers to it follows', () => {
    const renamed = renameCondition(used, 'late', 'delayed');
    expect(Object.keys(conditionsOf(renamed))).toEqual(['delayed', 'very late']);
    expect(conditionUses(renamed, 'delayed')).toHaveLength(4);
    expect(conditionUses(renamed, 'late')).toEqual([]);
    expect(JSON.stringify(renameCondition(renamed, 'delayed', 'late'))).toBe(JSON.stringify(used));
    expect(renameCondition(used, 'late', 'very late')).toBe(used);
    expect(renameCondition(used, 'gone', 'here')).toBe(used);
  });

  test('a copy stands behind the first, and nothing refers to it', () => {
    const copied = duplicateCondition(used, 'late');
    expect(Object.keys(conditionsOf(copied))).toEqual(['late', 'late 2', 'very late']);
    expect(conditionUses(copied, 'late 2')).toEqual([]);
    expect(JSON.stringify(removeCondition(copied, 'late 2'))).toBe(JSON.stringify(used));
  });

  test('one that is used is not removed; the last that is leaves no empty list', () => {
    expect(removeCondition(used, 'late')).toBe(used);
    expect(Object.keys(conditionsOf(removeCondition(used, 'very late')))).toEqual(['late']);
    expect('conditions' in removeCondition(draft({ late: above(30) }), 'late')).toBe(false);
    // It alone refers to itself: that keeps nothing alive.
    expect('conditions' in removeCondition(draft({ late: { not: late } }), 'late')).toBe(false);
  });

  test('its content takes its place everywhere, and there is no such name any more', () => {
    const inlined = inlineCondition(used, 'late');
    expect(whenAt(inlined)).toEqual({ not: above(30) });
    expect(whenAt(inlined, 1)).toEqual({ any: [above(30), above(30)] });
    expect(conditionsOf(inlined)).toEqual({ 'very late': { all: [above(30), above(90)] } });
  });

  test('what comes to ask itself, or refers in a way that has no meaning, is left alone', () => {
    const circle = draft({ a: { condition: 'b' }, b: { not: { condition: 'a' } } }, { condition: 'a' });
    expect(inlineCondition(circle, 'a')).toBe(circle);
    const both = draft({ late: above(30) }, { all: [], condition: 'late' });
    expect(inlineCondition(both, 'late')).toBe(both);
  });

  test('a part is kept under a name and put back, with what it says beside', () => {
    const plain = draft(undefined, { all: [above(30), { ...above(60), 'x-why': 'because' }] });
    const named = extractCondition(plain, '/nodes/1/config/when/all/1', 'late');
    expect(whenAt(named)).toEqual({ all: [above(30), late] });
    expect(conditionsOf(named)).toEqual({ late: { ...above(60), 'x-why': 'because' } });
    const back = removeCondition(inlineConditionAt(named, '/nodes/1/config/when/all/1'), 'late');
    expect(JSON.stringify(back)).toBe(JSON.stringify(plain));
    expect(extractCondition(named, '/nodes/1/config/when/all/0', 'late')).toBe(named);
    const besides = draft({ late: above(30) }, { condition: 'late', 'x-note': 1 });
    expect(whenAt(inlineConditionAt(besides, '/nodes/1/config/when'))).toEqual({ ...above(30), 'x-note': 1 });
  });

  test('a step has changed where a condition that it asks has, also through another', () => {
    const base = draft(
      { late: above(30), very: { all: [late] }, gold: above(1) },
      { condition: 'very' },
      { condition: 'gold' },
    );
    expect([...changedNodes(base, setCondition(base, 'late', above(40)))]).toEqual(['ask0']);
    expect([...changedNodes(base, addCondition(base, 'more', above(2)))]).toEqual([]);
  });

  test('a name that leads nowhere is mended by the nearest, or by a condition of that name', () => {
    const wrong = draft({ late: above(30) }, { condition: 'lat' });
    const problem = problemsOf(wrong).find(({ code }) => code === 'condition-unknown-name');
    const mends = problem ? mendsOf(wrong, problem) : [];
    expect(mends.map(({ says }) => says)).toEqual(['use-condition', 'add-condition']);
    for (const mend of mends)
      expect(problemsOf(mend.apply(wrong)).some(({ code }) => code === 'condition-unknown-name')).toBe(false);
  });
});

describe('steps that are copied', () => {
  const from = draft({ gold: above(1), late: { all: [{ condition: 'gold' }] }, other: above(9) }, late);
  const copied = () => readSteps(JSON.stringify(copySteps(from, ['ask0'])));

  test('bring the named conditions that they ask, also through one another', () => {
    const steps = copied();
    const pasted = steps ? pasteSteps(draft(undefined), steps, [0, 0]) : {};
    expect(Object.keys(conditionsOf(pasted))).toEqual(['gold', 'late']);
  });

  test('mean the same where a name means something else already', () => {
    const steps = copied();
    const pasted = steps ? pasteSteps(draft({ late: above(5) }), steps, [0, 0]) : {};
    expect(conditionsOf(pasted)).toEqual({
      late: above(5),
      gold: above(1),
      'late 2': { all: [{ condition: 'gold' }] },
    });
    expect(nodesOf(pasted).at(-1)?.config).toEqual({ when: { condition: 'late 2' } });
  });
});

const condition = fc.letrec((tie) => ({
  part: fc.oneof(
    { maxDepth: 3 },
    fc.integer({ min: 0, max: 5 }).map(above),
    fc.constantFrom('a', 'b').map((name) => ({ condition: name })),
    fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('part'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('part').map((not) => ({ not })),
  ),
})).part;
/** Without references to `a`: then `b` may ask `a`, and there is no circle. */
const plain = fc
  .array(fc.integer({ min: 0, max: 5 }).map(above), { minLength: 1, maxLength: 3 })
  .map((any) => ({ any }));
const workflows = fc
  .tuple(plain, plain, fc.array(condition, { minLength: 1, maxLength: 3 }))
  .map(([a, b, whens]) => frozen(draft({ a, b: { not: { all: [{ condition: 'a' }, b] } } }, ...whens)));

const commands: Readonly<Record<string, (of: Draft) => Draft>> = {
  'a name is changed': (of) => renameCondition(of, 'a', 'c'),
  'a name is copied': (of) => duplicateCondition(of, 'b'),
  'a name is forgotten': (of) => removeCondition(of, 'b'),
  'content takes the place of a name everywhere': (of) => inlineCondition(of, 'a'),
  'content takes the place of a name': (of) => {
    const [use] = conditionUses(of, 'b');
    return use ? inlineConditionAt(of, use.path) : of;
  },
  'a condition is given a name': (of) => extractCondition(of, '/nodes/1/config/when', 'd'),
  'a part is given a name': (of) => extractCondition(of, '/nodes/1/config/when/all/0', 'd'),
  'a condition is kept under a name': (of) => addCondition(of, 'e', above(3)),
  'a name stands for the same again': (of) => setCondition(of, 'a', conditionsOf(of).a),
};

test.each(Object.entries(commands))(
  'when %s, every step asks what it asked, and undo brings the former bytes back',
  (_, command) => {
    fc.assert(
      fc.property(workflows, (before) => {
        const bytes = JSON.stringify(before);
        const after = frozen(command(before));
        expect(answers(after)).toEqual(answers(before));
        // Undo takes the former draft: no command may have written into it.
        expect(JSON.stringify(before)).toBe(bytes);
        // Once more, and nothing is left of the first time.
        expect(answers(command(after))).toEqual(answers(before));
      }),
      { numRuns: 60 },
    );
  },
);

/** What each condition step answers for each delay. */
function answers(of: Draft): unknown {
  const named = conditionsOf(of);
  return nodesOf(of).flatMap(({ kind, config }) => {
    if (kind !== 'condition') return [];
    const compiled = compileCondition((config as { when: unknown }).when, { named });
    const tested = (delayMinutes: number) =>
      compiled.ok && compiled.condition.test({ event: { data: { delayMinutes } } });
    return [[compiled.ok, ...[0, 1, 2, 3, 4, 5, 6].map(tested)]];
  });
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) frozen(each);
  }
  return value;
}
