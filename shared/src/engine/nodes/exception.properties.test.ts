import fc from 'fast-check';
import { expect, it } from 'vitest';
import { desk, drawn, end, on } from '../testing/desk.ts';

const better = { all: [{ fact: 'subject', path: 'priority', operator: 'equal', value: 'low' }] };

/** Two workflows that come to one case: the one promises and clears it, the other waits for what becomes of it. */
const workflow = (id: string, config: Record<string, unknown>, settings: Record<string, unknown>) =>
  drawn(
    {
      start: on('shipment.delayed'),
      trouble: [
        'exception',
        {
          type: 'trouble',
          severity: { cel: 'event.data.severity' },
          title: 'Trouble',
          key: 'event.data.line',
          ...config,
        },
      ],
      pause: ['wait', { timeout: '20m' }],
      over: end('Over'),
    },
    [
      'start.out>trouble',
      'trouble.opened>pause',
      'pause.timeout>over',
      'trouble.resolved>over',
      'trouble.cleared>over',
      'trouble.breached>over',
    ],
    { id, settings },
  );
const programs = [
  workflow(
    'keeper',
    { sla: { acknowledge: '30m', resolve: '2h' }, clear: { when: better, hold: '15m' } },
    { runs: 'parallel' },
  ),
  workflow('follower', {}, { runs: 'restart', reopenWithin: '30m' }),
];

const steps = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: 40 }),
    what: fc.constantFrom('late', 'better', 'worse', 'acknowledged', 'snoozed', 'suppressed', 'resolved', 'retract'),
    severity: fc.constantFrom('low', 'high'),
    line: fc.constantFrom('1', '2'),
  }),
  { minLength: 5, maxLength: 25 },
);

it('whatever happens to cases: one is open per key, none that is closed is waited for, and every change counts', () => {
  fc.assert(
    fc.property(steps, (story) => {
      const d = desk(...programs);
      let minute = 0;
      let newest = '';
      for (const { after, what, severity, line } of story) {
        minute += after;
        if (what === 'late') d.event(minute, 'shipment.delayed', { severity, line });
        else if (what === 'better' || what === 'worse') {
          newest = `said-${minute}-${what}`;
          d.event(
            minute,
            'order.changed',
            { classifier: 'REQ', priority: what === 'better' ? 'low' : 'high' },
            { id: newest },
          );
        } else if (what === 'retract') d.event(minute, 'event.retracted', { retracts: newest });
        else if (d.cases().length > 0) d.person(minute, what, { until: d.instant(minute + 25) });
        const { exceptions, timers, workflows } = d.record();
        const open = Object.values(exceptions).filter((each) => !each.closedAt);
        const openIds = open.map(({ id }) => id);
        expect(new Set(open.map(({ type, key }) => `${type} ${key}`)).size).toBe(open.length);
        for (const { target } of Object.values(timers))
          if ('exception' in target) expect(openIds).toContain(target.exception);
        for (const { runs } of Object.values(workflows))
          for (const { waits } of runs.flatMap(({ tokens }) => tokens))
            if (waits.for === 'exception') expect(openIds).toContain(waits.exception);
      }
      const told = d.effects.flatMap((each) => (each.kind === 'exception' ? [each.exception] : []));
      for (const id of new Set(told.map((each) => each.id))) {
        const revisions = told.filter((each) => each.id === id).map(({ revision }) => revision);
        expect(revisions).toEqual(revisions.map((_, index) => index + 1));
      }
      expect(d.decisions.filter(({ failure }) => failure)).toEqual([]);
    }),
    { numRuns: 150, seed: 11 },
  );
}, 30_000);
