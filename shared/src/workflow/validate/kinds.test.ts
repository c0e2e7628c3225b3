import { describe, expect, it } from 'vitest';
import type { Problem } from '../../problem/index.ts';
import { applyPatch, type Draft } from '../edit/index.ts';
import type { NodeKind } from '../kinds/config.ts';
import { readWorkflow } from '../read.ts';
import { validate } from './index.ts';

type Nodes = Readonly<Record<string, readonly [NodeKind, Readonly<Record<string, unknown>>]>>;

const draftOf = (nodes: Nodes, wires: readonly string[], more: Record<string, unknown> = {}): Draft => ({
  formatVersion: 1,
  id: 'drawn',
  name: 'Drawn',
  subject: 'shipment',
  connections: [{ slot: 'desk', connector: 'http' }],
  ...more,
  nodes: Object.entries(nodes).map(([id, [kind, config]]) => ({ id, kind, title: id, config })),
  edges: wires.map((wire) => ({ from: wire.split('>')[0], to: `${wire.split('>')[1]}.in` })),
});

function problemsOf(draft: Draft): readonly Problem[] {
  const read = readWorkflow(draft);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return validate(read.workflow);
}

const codesOf = (draft: Draft) => problemsOf(draft).map(({ code }) => code);

const start = ['trigger', { on: ['shipment.delayed'] }] as const;
const over = ['end', { outcome: 'Over' }] as const;
const ask = ['action', { slot: 'desk', operation: 'request', input: {} }] as const;
const above = { all: [{ fact: 'event', path: 'data.value', operator: 'greaterThan', value: 8 }] };
const trouble = (more: Record<string, unknown> = {}) =>
  ['exception', { type: 'trouble', severity: 'low', title: 'Trouble', ...more }] as const;

const sensed = (kind: NodeKind, config: Record<string, unknown>, port: string, more: Record<string, unknown> = {}) =>
  draftOf({ sense: [kind, config], over }, [`sense.${port}>over`], more);
const window = (more: Record<string, unknown>) =>
  sensed(
    'window',
    {
      on: ['telematics.reading'],
      aggregate: 'count',
      over: { sliding: '1h' },
      threshold: { operator: 'greaterThan', value: 3 },
      ...more,
    },
    'over',
  );
const behind = (nodes: Nodes, wires: readonly string[], more: Nodes = {}) =>
  draftOf({ start, over, ...nodes, ...more }, wires);
const estimating = (more: Record<string, unknown>) =>
  ['estimate', { model: 'road', since: 'event.time', by: {}, ...more }] as const;

/** [code, what is wrong, whether a mend is offered] */
const cases: [code: string, draft: Draft, mended?: boolean][] = [
  ['missing-value', window({ aggregate: 'avg' })],
  ['missing-value', window({ aggregate: 'displacement' })],
  ['missing-condition', window({ aggregate: 'minutesTrue' })],
  ['unused-setting', window({ value: 'event.data.value' }), true],
  ['unused-setting', window({ rateOf: '1h' }), true],
  ['unused-setting', window({ over: { session: '1h' }, full: true }), true],
  ['too-many-samples', window({ minSamples: 5_000 }), true],
  ['unused-setting', sensed('hold', { while: above, for: '1h', maxGap: '5m' }, 'held'), true],
  ['unused-setting', sensed('hold', { while: above, for: '1h', minSamples: 3 }, 'held'), true],
  [
    'phase-of-nothing',
    sensed('trigger', { on: ['order.created'], phase: ['in-transit'] }, 'out', { subject: 'order' }),
    true,
  ],
  [
    'every-phase',
    sensed(
      'trigger',
      {
        on: ['order.created'],
        phase: ['before-pickup', 'at-origin', 'in-transit', 'at-stop', 'at-destination', 'after'],
      },
      'out',
    ),
    true,
  ],
  ['unknown-type', sensed('trigger', { on: ['shipment.delayd'] }, 'out'), true],
  ['open-port', draftOf({ sense: ['missing', { on: ['telematics.position'], for: '2h' }], over }, [])],
  [
    'duplicate-case',
    behind(
      {
        which: [
          'switch',
          {
            cases: [
              { id: 'hot', label: 'Hot', when: above },
              { id: 'hot', label: 'Hot', when: above },
            ],
          },
        ],
      },
      ['start.out>which', 'which.hot>over'],
    ),
  ],
  [
    'duplicate-case',
    behind({ which: ['switch', { cases: [{ id: 'else', label: 'Else', when: above }] }] }, [
      'start.out>which',
      'which.else>over',
    ]),
  ],
  [
    'duplicate-choice',
    behind(
      {
        x: trouble({
          choices: [
            { id: 'a', label: 'A' },
            { id: 'a', label: 'B' },
          ],
        }),
      },
      ['start.out>x'],
    ),
  ],
  ['empty-sla', behind({ x: trouble({ sla: {} }) }, ['start.out>x']), true],
  ['sla-order', behind({ x: trouble({ sla: { acknowledge: '2h', resolve: '1h' } }) }, ['start.out>x'])],
  [
    'unknown-calendar',
    draftOf({ start, x: trouble({ sla: { resolve: '1h', calendar: 'ofice' } }) }, ['start.out>x'], {
      calendars: [{ id: 'office', timeZone: 'Europe/Berlin', hours: {} }],
    }),
    true,
  ],
  ['dead-port', behind({ x: trouble() }, ['start.out>x', 'x.breached>over'])],
  ['dead-port', behind({ x: trouble() }, ['start.out>x', 'x.cleared>over'])],
  ['endless-wait', behind({ x: ['wait', {}] }, ['start.out>x', 'x.received>over'])],
  [
    'internal-type',
    behind({ x: ['emit', { type: 'exception.resolved', subject: '"carrier:A"', data: {} }] }, ['start.out>x']),
  ],
  ['unknown-type', behind({ x: ['emit', { type: 'told', subject: '"carrier:A"', data: {} }] }, ['start.out>x'])],
  [
    'unknown-type',
    behind({ x: ['emit', { type: 'shipment.delayd', subject: '"carrier:A"', data: {} }] }, ['start.out>x']),
    true,
  ],
  [
    'notify-loop',
    behind({ x: ['emit', { type: 'shipment.delayed', subject: 'subject.id', data: {} }] }, ['start.out>x']),
  ],
  [
    'notify-loop',
    behind({ x: estimating({ emit: { type: 'shipment.delivered', quantile: 'p80' } }) }, ['heard.out>x'], {
      heard: ['trigger', { on: ['shipment.delivered'] }],
    }),
  ],
  [
    'no-estimate-type',
    behind({ x: estimating({ emit: { type: 'telematics.position', quantile: 'p80' } }) }, ['start.out>x']),
  ],
  ['no-estimate-type', behind({ x: estimating({ emit: { type: 'desk.told', quantile: 'p80' } }) }, ['start.out>x'])],
  [
    'unused-setting',
    behind({ x: estimating({ emit: { type: 'shipment.delivered', quantile: 'p80', data: { at: '${now}' } } }) }, [
      'start.out>x',
    ]),
    true,
  ],
  ['expression-wrong-result', behind({ x: estimating({ since: 'subject.carrier' }) }, ['start.out>x'])],
  [
    'join-need',
    behind({ a: ask, x: ['join', { need: 3 }] }, ['start.out>a', 'a.done>x', 'a.failed>x', 'x.out>over']),
    true,
  ],
  ['lonely-join', behind({ x: ['join', { need: 'all' }] }, ['start.out>x', 'x.out>over'])],
  [
    'dead-port',
    behind({ a: ask, x: ['join', { need: 'all' }] }, ['start.out>a', 'a.done>x', 'a.failed>x', 'x.timeout>over']),
  ],
  [
    'join-loop',
    behind({ a: ask, x: ['join', { need: 'all' }] }, ['start.out>x', 'x.out>a', 'a.done>x', 'a.failed>over']),
    true,
  ],
  ['cycle', behind({ x: trouble(), s: ['set', { values: { y: '1' } }] }, ['start.out>x', 'x.opened>s', 's.out>x'])],
];

describe('a problem of a step', () => {
  it.each(cases.map(([code, draft, mended = false]) => ({ code, draft, mended })))(
    '$code is told',
    ({ code, draft, mended }) => {
      const problem = problemsOf(draft).find((each) => each.code === code);
      expect(problem, codesOf(draft).join()).toBeDefined();
      expect(problem?.fix !== undefined).toBe(mended);
      if (problem?.fix) {
        const before = codesOf(draft).filter((each) => each === code).length;
        const after = codesOf(applyPatch(draft, problem.fix.patch)).filter((each) => each === code).length;
        expect(after).toBe(before - 1);
      }
    },
  );

  it('is not told where all is well', () => {
    const fine = [
      window({}),
      window({ aggregate: 'sum', value: 'event.data.value', over: { tumbling: '1d', timeZone: 'Europe/Berlin' } }),
      window({ aggregate: 'minutesTrue', when: above }),
      sensed('hold', { on: ['telematics.reading'], while: above, for: '1h', maxGap: '5m', minSamples: 3 }, 'held'),
      sensed('trigger', { on: ['desk.told', 'telematics.*'], phase: ['in-transit'] }, 'out'),
      behind({ x: ['emit', { type: 'shipment.delayed', subject: '"carrier:" + subject.carrier', data: {} }] }, [
        'start.out>x',
        'x.out>over',
      ]),
      behind(
        {
          x: [
            'emit',
            {
              type: 'shipment.delayed',
              subject: 'distinct(subject.legs.map(leg, "carrier:" + leg.carrier))',
              data: {},
            },
          ],
        },
        ['start.out>x', 'x.out>over'],
      ),
      behind({ x: ['emit', { type: 'desk.told', subject: 'subject.id', data: {} }] }, ['start.out>x', 'x.out>over']),
      behind(
        {
          x: trouble({ sla: { acknowledge: '1h', resolve: '4h' }, clear: { when: above } }),
          y: trouble({ severity: 'high' }),
        },
        ['start.out>x', 'x.breached>y', 'y.breached>over', 'y.cleared>over', 'x.cleared>over'],
      ),
      behind({ a: ask, x: ['join', { need: 2, timeout: '1h' }] }, [
        'start.out>a',
        'a.done>x',
        'a.failed>x',
        'x.out>a',
        'x.timeout>over',
      ]),
    ];
    for (const draft of fine) expect(codesOf(draft)).toEqual([]);
  });

  it('is not told of a step that fires nothing where another asks for its truth', () => {
    const watched = ['hold', { while: above, for: '1h' }] as const;
    const asking = (when: object) =>
      draftOf({ start: ['trigger', { on: ['shipment.delayed'], when }], watched, over }, ['start.out>over']);
    const leaf = (fact: string, path: string) => ({ all: [{ fact, path, operator: 'equal', value: true }] });
    const cel = (text: string) => ({ all: [{ fact: 'expr', params: { cel: text }, operator: 'equal', value: true }] });
    for (const when of [leaf('nodes', 'watched.active'), leaf('nodes', '$.watched.active')])
      expect(codesOf(asking(when))).toEqual([]);
    for (const text of ['"a" in nodes.watched.keys', 'nodes["watched"].active'])
      expect(codesOf(asking(cel(text)))).toEqual([]);
    expect(codesOf(asking(leaf('vars', 'watched.active')))).toContain('open-port');
    expect(codesOf(asking(cel('nodes.watched.since == now')))).toContain('open-port');
  });
});
