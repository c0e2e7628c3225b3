import { describe, expect, it } from 'vitest';
import { ask, desk, drawn, end, on } from '../testing/desk.ts';

/** Two or three actions at once, and a join behind them. */
const fork = (config: Record<string, unknown>, ways = ['a', 'b', 'c']) =>
  desk(
    drawn(
      {
        start: on('shipment.planned'),
        ...Object.fromEntries(ways.map((way) => [way, ask()])),
        all: ['join', config],
        over: end('Over'),
        late: end('Late'),
        lost: end('Lost'),
      },
      [
        ...ways.flatMap((way) => [`start.out>${way}`, `${way}.done>all`, `${way}.failed>lost`]),
        'all.out>over',
        ...(config.timeout ? ['all.timeout>late'] : []),
      ],
    ),
  );

describe('a join', () => {
  it('goes on when every way has been gone', () => {
    const d = fork({ need: 'all' });
    d.event(0, 'shipment.planned');
    d.done(1, 'a');
    d.done(2, 'c');
    expect(d.runs()).toEqual(['open']);
    d.done(3, 'b');
    expect(d.runs()).toEqual(['Over']);
    expect(d.ports('all')).toEqual(['out']);
  });

  it('does not wait for a way that nobody can come by any more', () => {
    const d = fork({ need: 'all' });
    d.event(0, 'shipment.planned');
    d.done(1, 'a');
    d.done(2, 'b');
    d.fail(3, 'c');
    expect(d.runs()).toEqual(['Over']);
    expect(d.decisions.at(-1)?.trace.find((each) => each.node === 'all')).toMatchObject({
      text: '2 of 3',
      values: { came: ['a.done', 'b.done'] },
    });
  });

  it('goes on once with the first, and lets the others end there', () => {
    const d = fork({ need: 'any' });
    d.event(0, 'shipment.planned');
    d.done(1, 'b');
    expect(d.ports('all')).toEqual(['out']);
    d.done(2, 'a');
    expect(d.runs()).toEqual(['open']);
    d.done(3, 'c');
    expect(d.ports('all')).toEqual(['out']);
    expect(d.runs()).toEqual(['Over']);
  });

  it('goes on with the second of three', () => {
    const d = fork({ need: 2 });
    d.event(0, 'shipment.planned');
    d.done(1, 'c');
    expect(d.ports('all')).toEqual([]);
    d.done(2, 'a');
    expect(d.ports('all')).toEqual(['out']);
  });

  it('leaves by timeout with what has come, counted from the first, and nothing comes after', () => {
    const d = fork({ need: 'all', timeout: '1h' });
    d.event(0, 'shipment.planned');
    d.done(10, 'a');
    d.tick(69);
    expect(d.ports('all')).toEqual([]);
    d.tick(70);
    expect(d.ports('all')).toEqual(['timeout']);
    d.done(80, 'b');
    d.done(81, 'c');
    expect(d.ports('all')).toEqual(['timeout']);
    expect(d.runs()).toEqual(['Late']);
    expect(d.record().timers).toEqual({});
  });

  it('takes one token of each way and keeps the second for another round', () => {
    const d = desk(
      drawn(
        {
          start: on('shipment.planned'),
          a: ask(),
          again: ask(),
          b: ['wait', { for: { on: ['telematics.door'] } }],
          all: ['join', { need: 'all' }],
          over: end('Over'),
          lost: end('Lost'),
        },
        [
          'start.out>a',
          'a.done>again',
          'start.out>b',
          'again.done>all',
          'a.done>all',
          'b.received>b',
          'b.received>all',
          'all.out>over',
          'a.failed>lost',
          'again.failed>lost',
        ],
      ),
    );
    d.event(0, 'shipment.planned');
    d.event(1, 'telematics.door', { open: true });
    d.event(2, 'telematics.door', { open: true });
    d.done(3, 'a');
    expect(d.ports('all')).toEqual([]);
    d.done(4, 'again');
    const came = d.decisions.at(-1)?.trace.flatMap((each) => (each.did === 'resumed' && each.values?.came) || []);
    expect(came).toEqual(['b.received', 'a.done', 'again.done', 'b.received']);
    expect(d.ports('all')).toEqual(['out', 'out']);
  });

  it('knows that a case which lies with a person can still come', () => {
    const d = desk(
      drawn(
        {
          start: on('shipment.planned'),
          a: ask(),
          trouble: ['exception', { type: 'trouble', severity: 'low', title: 'Trouble' }],
          all: ['join', { need: 'all' }],
          over: end('Over'),
          lost: end('Lost'),
        },
        ['start.out>a', 'start.out>trouble', 'a.done>all', 'a.failed>lost', 'trouble.resolved>all', 'all.out>over'],
      ),
    );
    d.event(0, 'shipment.planned');
    d.done(1, 'a');
    expect(d.ports('all')).toEqual([]);
    d.person(2, 'resolved');
    expect(d.runs()).toEqual(['Over']);
  });

  /** Two joins, the first before the second: `x` lies between them. */
  const two = (need: unknown, between: readonly string[]) =>
    desk(
      drawn(
        {
          start: on('shipment.planned'),
          a: ask(),
          b: ask(),
          c: ask(),
          x: ask(),
          first: ['join', { need }],
          second: ['join', { need: 'all' }],
          over: end('Over'),
          lost: end('Lost'),
        },
        [
          ...['a', 'b', 'c'].flatMap((way) => [`start.out>${way}`, `${way}.failed>lost`]),
          ...['a.done>first', 'b.done>first', 'c.done>second', 'second.out>over', 'x.failed>lost'],
          ...between,
        ],
      ),
    );

  it('waits for another join that is about to go on', () => {
    const d = two('all', ['first.out>second', 'first.timeout>x', 'x.done>lost']);
    d.event(0, 'shipment.planned');
    d.done(1, 'c');
    d.done(2, 'a');
    d.fail(3, 'b');
    expect([d.ports('first'), d.ports('second')]).toEqual([['out'], ['out']]);
    expect(d.runs()).toEqual(['Over']);
  });

  it('waits while somebody can still come to another join on the way', () => {
    const d = two('any', ['first.out>x', 'x.done>second']);
    d.event(0, 'shipment.planned');
    d.done(1, 'a');
    d.done(2, 'c');
    expect(d.ports('second')).toEqual([]);
    d.fail(3, 'x');
    expect(d.ports('second')).toEqual([]);
    d.done(4, 'b');
    expect([d.ports('first'), d.ports('second')]).toEqual([['out'], ['out']]);
  });
});
