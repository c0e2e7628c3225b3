import { describe, expect, it } from 'vitest';
import { ask, desk, drawn, end } from './testing/desk.ts';

const compensation = { operation: 'cancel', input: { booking: '${nodes.book.id}', key: '${action.id}' } };

/** A pick-up that is overdue at 60 is booked anew; late evidence may show that it had happened. */
const overdue = (more: Record<string, unknown> = { compensation }) =>
  desk(
    drawn(
      {
        overdue: [
          'deadline',
          {
            due: 'subject.plannedPickupAt',
            met: { on: ['shipment.pickedUp'], at: 'subject.milestones["shipment.pickedUp"].actual' },
          },
        ],
        book: ask(more),
        stay: ['wait', { for: { on: ['telematics.door'] } }],
        lost: end('Lost'),
        over: end('Over'),
      },
      ['overdue.missed>book', 'book.done>stay', 'book.failed>lost', 'stay.received>over'],
    ),
  );
const planned = (d: ReturnType<typeof overdue>) => d.event(0, 'shipment.planned', { plannedPickupAt: d.instant(60) });

describe('what a run did', () => {
  it('is taken back when evidence shows that it should never have begun', () => {
    const d = overdue();
    planned(d);
    d.tick(60);
    expect(d.actions()).toHaveLength(1);
    d.done(61, 'book', { id: 'B-7' });
    const [decision] = d.event(90, 'shipment.pickedUp', { classifier: 'ACT' }, { time: 50 });
    const [booked, taken, ...more] = d.actions();
    expect(more).toEqual([]);
    expect(taken).toMatchObject({
      operation: 'cancel',
      compensates: booked?.id,
      input: { booking: 'B-7', key: taken?.id },
    });
    expect(taken?.id).not.toBe(booked?.id);
    expect(decision?.trace).toContainEqual(expect.objectContaining({ node: 'book', did: 'retracted' }));
  });

  it('is taken back when its answer comes after the run was retracted', () => {
    const d = overdue();
    planned(d);
    d.tick(60);
    d.event(90, 'shipment.pickedUp', { classifier: 'ACT' }, { time: 50 });
    expect(d.effects.filter((each) => each.kind === 'withdraw')).toHaveLength(1);
    d.done(91, 'book', { id: 'B-8' });
    expect(d.actions().map((each) => each.input.booking)).toEqual([undefined, 'B-8']);
    d.done(92, 'book', { id: 'B-8' });
    expect(d.actions()).toHaveLength(2);
  });

  it('is taken back after the run has ended too', () => {
    const d = overdue();
    planned(d);
    d.tick(60);
    d.done(61, 'book', { id: 'B-9' });
    d.event(62, 'telematics.door', { open: true });
    expect(d.runs()).toEqual(['Over']);
    d.event(90, 'shipment.pickedUp', { classifier: 'ACT' }, { time: 50 });
    expect(d.actions().at(-1)?.input).toMatchObject({ booking: 'B-9' });
  });

  it('stays done where it failed, where nothing is drawn, and where the evidence came in time to be late', () => {
    for (const [more, happened] of [
      [{ compensation }, 'fail'],
      [{}, 'done'],
    ] as const) {
      const d = overdue(more);
      planned(d);
      d.tick(60);
      d[happened](61, 'book');
      d.event(90, 'shipment.pickedUp', { classifier: 'ACT' }, { time: 50 });
      expect(d.actions()).toHaveLength(1);
    }
    const late = overdue();
    planned(late);
    late.tick(60);
    late.done(61, 'book');
    late.event(90, 'shipment.pickedUp', { classifier: 'ACT' }, { time: 80 });
    expect(late.actions()).toHaveLength(1);
  });

  it('is taken back from those who were told', () => {
    const d = desk(
      drawn(
        {
          overdue: [
            'deadline',
            {
              due: 'subject.plannedPickupAt',
              met: { on: ['shipment.pickedUp'], at: 'subject.milestones["shipment.pickedUp"].actual' },
            },
          ],
          tell: ['emit', { type: 'desk.late', subject: '["carrier:A", "site:B"]', data: {} }],
          over: end('Over'),
        },
        ['overdue.missed>tell', 'tell.out>over'],
      ),
    );
    planned(d);
    d.tick(60);
    d.event(90, 'shipment.pickedUp', { classifier: 'ACT' }, { time: 50 });
    const [carrier, site, ...taken] = d.emitted();
    expect(taken).toMatchObject([
      { type: 'event.retracted', subject: 'site:B', source: site?.source, data: { retracts: site?.id } },
      { type: 'event.retracted', subject: 'carrier:A', source: carrier?.source, data: { retracts: carrier?.id } },
    ]);
    expect(new Set(d.emitted().map((event) => event.id)).size).toBe(4);
  });
});
