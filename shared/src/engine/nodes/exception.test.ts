import { describe, expect, it } from 'vitest';
import { ask, desk, drawn, end, on } from '../testing/desk.ts';

/** A trigger, a case and what hangs on its ports; `more` is the configuration of the case. */
const caseOn = (
  more: Record<string, unknown>,
  wires: readonly string[] = [],
  { id = 'drawn', ...settings }: Record<string, unknown> = {},
) =>
  drawn(
    {
      start: on('shipment.delayed'),
      trouble: ['exception', { type: 'trouble', severity: 'medium', title: 'Trouble', ...more }],
      tell: ['action', { slot: 'desk', operation: 'request', input: {} }],
      cleared: end('Cleared'),
      late: end('Late'),
      solved: end('Solved'),
    },
    ['start.out>trouble', ...wires],
    { id, settings: { runs: 'parallel', ...settings } },
  );
const priority = (value: string) => ({
  when: { all: [{ fact: 'subject', path: 'priority', operator: 'equal', value }] },
});
const says = (d: ReturnType<typeof desk>, minute: number, value: string) =>
  d.event(minute, 'order.changed', { classifier: 'REQ', priority: value });

describe('a case', () => {
  it('is opened once: who comes to it attaches, and tells nobody again', () => {
    const d = desk(caseOn({}, ['trouble.opened>tell']));
    d.event(0, 'shipment.delayed');
    d.event(5, 'shipment.delayed');
    expect(d.changes()).toEqual(['opened', 'seen']);
    expect(d.cases()).toMatchObject([{ count: 2, revision: 2 }]);
    expect(d.actions()).toHaveLength(1);
    expect(d.runs()).toEqual(['open', 'Known already']);
  });

  it('says why it cleared: in plain English, or in the words of a condition that has a name', () => {
    const when = priority('low').when;
    for (const [clear, reason] of [
      [{ when }, 'priority is low'],
      [{ when: { ...when, name: 'It can wait' } }, 'It can wait'],
    ] as const) {
      const d = desk(caseOn({ clear }));
      d.event(0, 'shipment.delayed');
      says(d, 1, 'low');
      expect(d.cases()).toMatchObject([{ closing: { cause: 'cleared', reason } }]);
    }
  });

  it('goes on by opened when somebody raises it, also out of a snooze', () => {
    const severity = { cel: 'event.data.severity' };
    const d = desk(caseOn({ severity }, ['trouble.opened>tell']));
    d.event(0, 'shipment.delayed', { severity: 'low' });
    d.person(1, 'snoozed', { until: d.instant(600) });
    d.event(2, 'shipment.delayed', { severity: 'critical' });
    expect(d.changes()).toEqual(['opened', 'changed', 'raised']);
    expect(d.cases()).toMatchObject([{ state: 'new', severity: 'critical', until: null }]);
    expect(d.actions()).toHaveLength(2);
    expect(Object.keys(d.record().timers)).toEqual([]);
  });

  it('tells every attached run how it ended, in other workflows too', () => {
    const d = desk(
      caseOn({}, ['trouble.resolved>solved'], { id: 'second' }),
      caseOn({ clear: priority('low') }, ['trouble.resolved>solved', 'trouble.cleared>cleared'], { id: 'first' }),
      caseOn({}, ['trouble.cleared>cleared'], { id: 'third' }),
    );
    d.event(0, 'shipment.delayed');
    expect(d.cases()).toHaveLength(1);
    d.person(1, 'resolved');
    expect(d.runs()).toEqual(['Solved', 'Solved', 'ended']);
  });

  it('ends once for a run that came to it again and again', () => {
    const d = desk(
      drawn(
        {
          start: on('shipment.delayed'),
          trouble: ['exception', { type: 'trouble', severity: 'low', title: 'Trouble' }],
          pause: ['wait', { timeout: '1h' }],
          tell: ask(),
          over: end('Over'),
        },
        [
          'start.out>trouble',
          'trouble.opened>pause',
          'pause.timeout>trouble',
          'trouble.resolved>tell',
          'tell.done>over',
        ],
      ),
    );
    d.event(0, 'shipment.delayed');
    d.tick(200);
    expect(d.changes()).toEqual(['opened', 'changed', 'changed', 'changed']);
    d.person(201, 'resolved');
    expect(d.actions()).toHaveLength(1);
  });

  it('clears in the workflow that opened it and lets the runs of others go', () => {
    const d = desk(
      caseOn({ clear: priority('low') }, [], { id: 'opener' }),
      caseOn({}, ['trouble.cleared>cleared'], { id: 'other' }),
      caseOn({}, ['trouble.cleared>cleared'], { id: 'another' }),
    );
    d.event(0, 'shipment.delayed');
    const decisions = says(d, 1, 'low');
    expect(d.runs().filter((outcome) => outcome === 'Cleared')).toHaveLength(2);
    expect(decisions.map((decision) => decision.workflow)).toEqual(['opener', 'another', 'other']);
  });

  it('clears by what its run has come to at the same input: a time, an event that it waited for', () => {
    const cel = 'now >= coalesce(nodes.pause.event.data.until, trigger.event.data.until)';
    const clear = { when: { all: [{ fact: 'expr', params: { cel }, operator: 'equal', value: true }] } };
    const wait = { for: { on: ['shipment.accepted'] }, until: 'trigger.event.data.until' };
    const waits = () =>
      desk(
        drawn(
          {
            start: on('shipment.delayed'),
            trouble: ['exception', { type: 'trouble', severity: 'low', title: 'Trouble', clear }],
            pause: ['wait', wait],
            over: end('Over'),
          },
          ['start.out>trouble', 'trouble.opened>pause', 'pause.received>over'],
        ),
      );
    const [timed, told] = [waits(), waits()];
    for (const d of [timed, told]) d.event(0, 'shipment.delayed', { until: d.instant(60) });
    timed.tick(60);
    told.event(10, 'shipment.accepted', { until: told.instant(10) });
    for (const d of [timed, told]) expect(d.changes()).toEqual(['opened', 'cleared']);
  });

  it('has an impact, a parent and a priority that counts them', () => {
    const d = desk(
      caseOn({ severity: 'high', impact: '${event.data.penalty}', parent: '"carrier:ACME/pattern"' }),
      caseOn({ type: 'plain', impact: 'The line stops' }, [], { id: 'plain' }),
    );
    d.event(0, 'shipment.delayed', { penalty: 12_000 });
    expect(d.cases()).toMatchObject([
      {
        impact: '12000',
        parent: 'carrier:ACME/pattern',
        priority: { score: 60, severity: 4, sla: 1, impact: 1.5 },
      },
      { impact: 'The line stops', parent: null, priority: { score: 20, severity: 2, sla: 1, impact: 1 } },
    ]);
  });
});

describe('what is promised of a case', () => {
  const sla = { acknowledge: '1h', resolve: '4h' };

  it('is broken when nobody takes it up and closes it in time, each once, and the run hears of it', () => {
    const d = desk(caseOn({ sla }, ['trouble.breached>late', 'trouble.resolved>solved']));
    d.event(0, 'shipment.delayed');
    expect(d.cases()).toMatchObject([{ due: { acknowledge: d.instant(60), resolve: d.instant(240) }, breached: [] }]);
    d.tick(59);
    expect(d.changes()).toEqual(['opened']);
    d.tick(60);
    expect(d.cases()).toMatchObject([{ breached: ['acknowledge'], revision: 2, priority: { score: 25, sla: 1.25 } }]);
    d.tick(1_000);
    expect(d.changes()).toEqual(['opened', 'breached', 'breached']);
    expect(d.cases()).toMatchObject([
      {
        breached: ['acknowledge', 'resolve'],
        evidence: [{ label: 'Not taken up in time' }, { label: 'Not closed in time', expected: d.instant(240) }],
      },
    ]);
    expect(d.ports('trouble')).toEqual(['opened', 'breached', 'breached']);
    d.person(1_001, 'resolved');
    expect(d.runs()).toEqual(['Solved']);
    expect(d.record().timers).toEqual({});
  });

  it('keeps a run only as long as another promise can be broken', () => {
    const d = desk(caseOn({ sla }, ['trouble.breached>late']));
    d.event(0, 'shipment.delayed');
    d.tick(60);
    expect(d.runs()).toEqual(['open']);
    d.tick(240);
    expect(d.runs()).toEqual(['Late']);
  });

  it('is watched though no token waits at the case', () => {
    const d = desk(caseOn({ sla }));
    d.event(0, 'shipment.delayed');
    expect(d.runs()).toEqual(['ended']);
    d.tick(300);
    expect(d.changes()).toEqual(['opened', 'breached', 'breached']);
  });

  it('is kept by taking it up, and by closing it', () => {
    const d = desk(caseOn({ sla }));
    d.event(0, 'shipment.delayed');
    d.person(30, 'acknowledged');
    d.tick(200);
    d.person(201, 'resolved', { feedback: 'no-action-needed', rootCause: 'weather', actionTaken: 'none' });
    d.tick(1_000);
    expect(d.changes()).toEqual(['opened', 'changed', 'resolved']);
    expect(d.cases()).toMatchObject([
      { closing: { cause: 'resolved', feedback: 'no-action-needed', rootCause: 'weather', actionTaken: 'none' } },
    ]);
    expect(d.record().timers).toEqual({});
  });

  it('counts in the business time of a calendar', () => {
    const office = { timeZone: 'Europe/Berlin', hours: { mon: ['09:00-12:00'], tue: ['09:00-17:00'] } };
    const d = desk(
      drawn(
        {
          start: on('shipment.delayed'),
          trouble: [
            'exception',
            { type: 'trouble', severity: 'low', title: 'T', sla: { resolve: '4h', calendar: 'office' } },
          ],
        },
        ['start.out>trouble'],
        { calendars: [{ id: 'office', ...office }] },
      ),
    );
    // Monday 09:00 in Berlin: three hours are left of the day.
    d.event(0, 'shipment.delayed');
    expect(d.cases()[0]?.due.resolve).toBe('2026-03-03T09:00:00.000Z');
  });
});

describe('a case that clears by itself', () => {
  it('does so when its condition has held for as long, and starts again when it ends before', () => {
    const clear = { ...priority('low'), hold: '30m' };
    const d = desk(caseOn({ clear }, ['trouble.cleared>cleared']));
    d.event(0, 'shipment.delayed');
    says(d, 10, 'low');
    says(d, 30, 'high');
    d.tick(60);
    expect(d.changes()).toEqual(['opened']);
    says(d, 70, 'low');
    says(d, 80, 'low');
    d.tick(99);
    expect(d.changes()).toEqual(['opened']);
    d.tick(100);
    expect(d.cases()).toMatchObject([
      { state: 'auto-cleared', closedAt: d.instant(100), closing: { cause: 'cleared', evidence: 'e4' } },
    ]);
    expect(d.runs()).toEqual(['Cleared']);
    expect(d.record().timers).toEqual({});
  });

  it('clears at once without a hold-down, and looks at its own events only', () => {
    const clear = {
      on: ['telematics.position'],
      when: { all: [{ fact: 'event', path: 'data.speedKmh', operator: 'greaterThan', value: 5 }] },
    };
    const d = desk(caseOn({ clear }));
    d.event(0, 'shipment.delayed');
    d.event(1, 'telematics.reading', { speedKmh: 50, value: 1, unit: 'CEL' });
    d.event(2, 'telematics.position', { lat: 1, lon: 1, speedKmh: 0 });
    expect(d.changes()).toEqual(['opened']);
    d.event(3, 'telematics.position', { lat: 1, lon: 1, speedKmh: 50 });
    expect(d.changes()).toEqual(['opened', 'cleared']);
  });

  it('is not cleared by an event that says what was before something known', () => {
    const clear = {
      on: ['telematics.position'],
      when: { all: [{ fact: 'event', path: 'data.speedKmh', operator: 'greaterThan', value: 5 }] },
    };
    const d = desk(caseOn({ clear }));
    d.event(0, 'shipment.delayed');
    d.event(10, 'telematics.position', { lat: 1, lon: 1, speedKmh: 0 });
    d.event(11, 'telematics.position', { lat: 1, lon: 1, speedKmh: 50 }, { time: 5 });
    expect(d.changes()).toEqual(['opened']);
  });

  it('counts its hold-down from no earlier than what it tells of', () => {
    const d = desk(caseOn({ clear: { ...priority('low'), hold: '30m' } }));
    d.event(100, 'shipment.delayed');
    d.event(110, 'order.changed', { classifier: 'REQ', priority: 'low' }, { time: 10 });
    d.tick(129);
    expect(d.changes()).toEqual(['opened']);
    d.tick(130);
    expect(d.changes()).toEqual(['opened', 'cleared']);
  });

  it('reopens where it comes again within the day, and is a new one after', () => {
    const d = desk(caseOn({ clear: priority('low'), sla: { resolve: '8h' } }, ['trouble.opened>tell']));
    d.event(0, 'shipment.delayed');
    says(d, 10, 'low');
    says(d, 20, 'high');
    d.event(30, 'shipment.delayed');
    expect(d.changes()).toEqual(['opened', 'cleared', 'reopened']);
    expect(d.cases()).toMatchObject([{ state: 'reopened', due: { resolve: d.instant(30 + 8 * 60) }, count: 2 }]);
    expect(d.actions()).toHaveLength(2);
    says(d, 40, 'low');
    says(d, 50, 'high');
    d.event(40 + 24 * 60 + 1, 'shipment.delayed');
    expect(d.cases()).toHaveLength(2);
  });

  it('reopens when what it cleared by is taken back, unless it clears without that too', () => {
    const d = desk(caseOn({ clear: priority('low'), sla: { resolve: '1h' } }));
    d.event(0, 'shipment.delayed');
    says(d, 10, 'low');
    d.event(90, 'event.retracted', { retracts: 'e2' });
    expect(d.changes()).toEqual(['opened', 'cleared', 'reopened']);
    expect(d.cases()).toMatchObject([{ state: 'reopened', closedAt: null, due: { resolve: d.instant(150) } }]);
    says(d, 100, 'low');
    says(d, 101, 'low');
    d.event(110, 'event.retracted', { retracts: 'e4' });
    expect(d.changes().slice(3)).toEqual(['cleared']);
  });

  it('stays closed where another has been opened meanwhile', () => {
    const d = desk(caseOn({ clear: priority('low') }, [], { reopenWithin: '1m' }));
    d.event(0, 'shipment.delayed');
    says(d, 10, 'low');
    d.event(20, 'shipment.delayed');
    d.event(30, 'event.retracted', { retracts: 'e2' });
    expect(d.changes()).toEqual(['opened', 'cleared', 'opened']);
  });

  it('is always a new one where the workflow says so', () => {
    const d = desk(caseOn({ clear: priority('low') }, [], { closedEarly: 'ignore' }));
    d.event(0, 'shipment.delayed');
    says(d, 10, 'low');
    d.event(20, 'event.retracted', { retracts: 'e2' });
    d.event(30, 'shipment.delayed');
    expect(d.changes()).toEqual(['opened', 'cleared', 'opened']);
  });
});

describe('a case that a person puts off', () => {
  it.each([
    ['snoozed', 'waiting', 'acknowledged', 1],
    ['suppressed', 'suppressed', 'new', 0],
  ])('is %s until the moment that was said', (step, meanwhile, after, breaches) => {
    const d = desk(caseOn({ sla: { resolve: '1h' } }));
    d.event(0, 'shipment.delayed');
    d.person(1, step, { until: d.instant(120) });
    expect(d.cases()).toMatchObject([{ state: meanwhile, until: d.instant(120), revision: 2 }]);
    d.tick(119);
    expect(d.cases()[0]?.breached).toHaveLength(breaches);
    d.tick(120);
    expect(d.cases()).toMatchObject([{ state: after, until: null, breached: ['resolve'] }]);
  });

  it('must say until when', () => {
    const d = desk(caseOn({}));
    d.event(0, 'shipment.delayed');
    d.person(1, 'snoozed', {});
    d.person(2, 'snoozed', { until: d.instant(1) });
    expect(d.answers()).toEqual(['conflict', 'conflict']);
    expect(d.cases()).toMatchObject([{ state: 'new', revision: 1 }]);
  });

  it('is back when somebody takes it up', () => {
    const d = desk(caseOn({}));
    d.event(0, 'shipment.delayed');
    d.person(1, 'snoozed', { until: d.instant(120) });
    d.person(2, 'acknowledged');
    expect(d.cases()).toMatchObject([{ state: 'acknowledged', until: null }]);
    expect(d.record().timers).toEqual({});
  });
});
