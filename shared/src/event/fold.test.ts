import { expect, test } from 'vitest';
import { LIMITS } from '../limits/index.ts';
import { type CanonicalEvent, fold, type SubjectState, viewOf } from './index.ts';
import { created, day, est, event, foldAll, line, view } from './testing/told.ts';

test('the commitment is the earliest among the open lines, and moves on as lines are delivered', () => {
  const order = created('1', line('1', '20'), line('2', '10'), line('3', '15', { timeQuality: 'day' }), line('4'));
  expect(view(order)).toMatchObject({
    commitment: { deliverBy: day('10'), timeQuality: 'exact', line: '2' },
    openLines: 4,
  });
  const first = event('shipment.delivered', '9', { lines: [{ id: '2' }] });
  expect(view(order, first)).toMatchObject({
    commitment: { deliverBy: day('15'), timeQuality: 'day', line: '3' },
    delivered: { at: day('9'), complete: false },
    openLines: 3,
    status: 'partlyDelivered',
    lines: { 2: { open: false, deliveredAt: day('9'), deliveredQuality: 'exact' }, 3: { open: true } },
  });
  const rest = event('shipment.delivered', '12', { timeQuality: 'day' });
  expect(view(order, first, rest)).toMatchObject({
    commitment: null,
    delivered: { at: day('12'), timeQuality: 'day', complete: true },
    openLines: 0,
    status: 'delivered',
    lines: { 2: { deliveredAt: day('9') }, 3: { deliveredAt: day('12'), deliveredQuality: 'day' } },
  });
});

test('a change of one field of one line leaves the rest of the order as it was', () => {
  const order = created('1', line('1', '20', { quantity: 5 }), line('2', '30'));
  const changed = event('order.changed', '2', { lines: [line('1', '25')] });
  expect(view(order, changed)).toMatchObject({
    lines: { 1: { deliverBy: day('25'), quantity: 5 }, 2: { deliverBy: day('30') } },
    commitment: { line: '1' },
    customer: 'ACME',
  });
});

test('cancelled lines and orders are open no more', () => {
  const order = created('1', line('1', '20'), line('2', '10'));
  const one = event('order.cancelled', '2', { lines: [{ id: '2' }] });
  expect(view(order, one)).toMatchObject({ commitment: { line: '1' }, openLines: 1, status: 'ordered' });
  expect(view(order, event('order.cancelled', '2'))).toMatchObject({
    commitment: null,
    openLines: 0,
    status: 'cancelled',
    delivered: null,
  });
});

test('an order without lines is committed as a whole', () => {
  const order = event('order.created', '1', { deliverBy: day('20') });
  expect(view(order).commitment).toEqual({ deliverBy: day('20'), timeQuality: 'exact', line: null });
  expect(view(order, event('shipment.delivered', '19')).commitment).toBeNull();
});

test('a delivered shipment stays delivered, whatever is told afterwards', () => {
  const delivered = event('shipment.delivered', '10');
  const others = [
    'shipment.inTransit',
    'shipment.pickedUp',
    'shipment.cancelled',
    'shipment.attempted',
    'shipment.booked',
  ];
  for (const type of others) {
    expect(view(delivered, event(type, '5')).status, type).toBe('delivered');
    expect(view(delivered, event(type, '15')).status, type).toBe('delivered');
  }
});

test('the status is the furthest stage, and a setback only while nothing followed it', () => {
  const stages = ['planned', 'tendered', 'accepted', 'booked', 'pickedUp', 'inTransit'];
  const events = stages.map((stage, index) => event(`shipment.${stage}`, String(index + 1)));
  for (const [index, stage] of stages.entries()) expect(view(...events.slice(0, index + 1)).status).toBe(stage);
  expect(view(...events.toReversed()).status).toBe('inTransit');
  const rejected = event('shipment.rejected', '3');
  expect(view(event('shipment.tendered', '2'), rejected).status).toBe('rejected');
  expect(view(event('shipment.tendered', '2'), rejected, event('shipment.tendered', '4')).status).toBe('tendered');
  expect(view(event('shipment.pickedUp', '1', { classifier: 'PLN', at: day('9') })).status).toBe('');
});

test('the estimate is the one stated last, with its history, whichever came last', () => {
  const events = [est('3', '12'), est('1', '10'), est('2', '11', { timeQuality: 'day' })];
  const seen = view(...events);
  expect(seen).toMatchObject({ eta: day('12'), etaStatedAt: day('3'), etaQuality: 'exact' });
  expect(seen.etaHistory.map(({ at }) => at)).toEqual([day('10'), day('11'), day('12')]);
  expect(seen.etaHistory[1]).toMatchObject({ quality: 'day', statedAt: day('2') });
  const actual = view(...events, event('shipment.delivered', '4', { classifier: 'EST', at: day('13') }));
  expect(actual.eta).toBe(day('13'));
  expect(view(created('1')).eta).toBeNull();
});

test('an arrival expected on the way is not the estimate of the destination', () => {
  const plan = event('shipment.planned', '1', { destination: { unlocode: 'NLRTM' } });
  const onTheWay = est('3', '5', { location: { unlocode: 'SGSIN' } });
  const there = est('2', '20', { location: { unlocode: 'NLRTM' } });
  expect(view(plan, there, onTheWay).eta).toBe(day('20'));
  expect(view(there, onTheWay, plan).eta).toBe(day('20'));
  expect(view(plan, there, onTheWay).milestones).toMatchObject({
    'transport.arrived@SGSIN': { estimated: day('5') },
    'transport.arrived@NLRTM': { estimated: day('20') },
    'transport.arrived': { estimated: day('5') },
  });
});

test('plan, estimate, request and fact stand side by side', () => {
  const at = (classifier: string, to: string) => event('shipment.pickedUp', '1', { classifier, at: day(to) });
  expect(view(at('PLN', '3'), at('EST', '4'), at('REQ', '2'), event('shipment.pickedUp', '5'))).toMatchObject({
    milestones: {
      'shipment.pickedUp': { planned: day('3'), estimated: day('4'), requested: day('2'), actual: day('5') },
    },
    plannedPickupAt: day('3'),
  });
});

test('an event older than all that its registers know is late; one that adds something is not', () => {
  const state = foldAll([est('5', '12'), created('3', line('1', '20'))]);
  const late = (next: CanonicalEvent) => fold(state, next, { offset: 99 }).late;
  expect(late(est('4', '11'))).toBe(true);
  expect(late(est('6', '11'))).toBe(false);
  expect(late(event('order.changed', '2', { lines: [line('1', '21')] }))).toBe(true);
  expect(late(event('order.changed', '2', { lines: [line('1', '21'), line('9', '21')] }))).toBe(false);
  const delayed = foldAll([event('shipment.delayed', '5')]);
  expect(fold(delayed, event('shipment.delayed', '4'), { offset: 9 }).late).toBe(true);
});

test('a repeated event changes nothing and gives the very same state', () => {
  const events = [created('1', line('1', '20')), est('2', '12'), event('shipment.delivered', '3')];
  const state = foldAll(events);
  for (const [offset, repeated] of events.entries()) {
    const again = fold(state, repeated, { offset: offset + 50 });
    expect(again).toEqual({ state, late: false, changed: false });
    expect(again.state).toBe(state);
  }
});

test('a repeated event that came before by offset takes the earlier place', () => {
  const [one, two] = [est('1', '10'), est('1', '11')];
  const first = fold(undefined, one, { offset: 9 }).state;
  const second = fold(fold(first, two, { offset: 5 }).state, one, { offset: 2 }).state;
  expect(viewOf(second).eta).toBe(day('11'));
  expect(viewOf(second).etaHistory).toHaveLength(2);
});

test('a retraction takes an event back, whichever of the two comes first', () => {
  const order = created('1', line('1', '20'));
  const wrong = event('shipment.delivered', '3');
  const retraction = event('event.retracted', '4', { retracts: wrong.id });
  for (const events of [
    [order, wrong, retraction],
    [order, retraction, wrong],
    [retraction, wrong, order],
  ]) {
    expect(view(...events)).toMatchObject({
      status: 'ordered',
      delivered: null,
      openLines: 1,
      commitment: { line: '1' },
    });
  }
  const newer = est('2', '11');
  const uncovered = view(est('1', '10'), newer, event('event.retracted', '3', { retracts: newer.id }));
  expect(uncovered.eta).toBe(day(uncovered.etaHistory[0]?.at ?? ''));
});

test('a source takes back its own events only, unless it names the other', () => {
  const delivered = event('shipment.delivered', '3', {}, { source: 'tms' });
  const other = (data: object) => event('event.retracted', '4', { retracts: delivered.id, ...data }, { source: 'iot' });
  expect(view(delivered, other({})).status).toBe('delivered');
  expect(view(delivered, other({ retractsSource: 'tms' })).status).toBe('');
});

test('history is bounded, and what falls out is the oldest', () => {
  const events = Array.from({ length: LIMITS.historyPerMilestone + 20 }, (_, index) =>
    est(`2026-11-01T12:00:${String(index % 60).padStart(2, '0')}.${String(index).padStart(3, '0')}Z`, '20'),
  );
  const forward = foldAll(events);
  expect(viewOf(forward).etaHistory).toHaveLength(LIMITS.historyPerMilestone);
  expect(foldAll(events, [...events.keys()].toReversed())).toEqual(forward);
});

test('a disruption knows what was reported of it last', () => {
  const area = [[9, 53] as const, [11, 53] as const, [10, 54] as const];
  const first = event('disruption.reported', '1', { description: 'Storm', until: day('3'), area });
  expect(view(first, event('disruption.reported', '2', { until: day('4') }))).toMatchObject({
    description: 'Storm',
    until: day('4'),
    area,
  });
});

test('references of its own kind identify a subject, the others link it', () => {
  const refs = [
    { scheme: 'tms.shipment', value: 'S1' },
    { scheme: 'erp.order', value: 'PO-2' },
    { scheme: 'erp.order', value: 'PO-1' },
  ];
  const withTruck = event('association.started', '2', { with: { scheme: 'trailer', value: 'T1' } });
  const seen = view(event('shipment.booked', '1', { refs }), withTruck);
  expect(seen.refs).toEqual({ 'tms.shipment': ['S1'] });
  expect(seen.links).toEqual({ 'erp.order': ['PO-1', 'PO-2'], trailer: ['T1'] });
  const ended = event('association.ended', '3', { with: { scheme: 'trailer', value: 'T1' } });
  expect(view(ended, withTruck).links.trailer).toEqual([]);
});

test('the last reading of each probe and measure is known, and the last position', () => {
  const reading = (time: string, value: number, probe?: string) =>
    event('telematics.reading', time, { measure: 'temperature', value, unit: 'CEL', ...(probe && { probe }) });
  const seen = view(
    reading('3', 8, 'door'),
    reading('2', 5, 'core'),
    reading('1', 4, 'core'),
    event('telematics.position', '1', { lat: 1, lon: 2 }),
  );
  expect(seen.readings).toMatchObject({
    temperature: { value: 8, probe: 'door' },
    'temperature@core': { value: 5, unit: 'CEL' },
  });
  expect(seen.position).toEqual({ lat: 1, lon: 2, at: day('1') });
});

test('fields that a source adds are attributes; names of the view and of prototypes are not', () => {
  const data = JSON.parse(
    '{"shelf":"A7","status":"hacked","eta":"x","constructor":1,"__proto__":{"isAdmin":true},"stops":[]}',
  );
  const seen = view(event('shipment.planned', '1', data));
  expect(seen).toMatchObject({ shelf: 'A7', status: 'planned', eta: null, stops: [] });
  expect(Object.keys(seen)).not.toContain('constructor');
  expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
});

test('hostile ids are only ids', () => {
  for (const id of ['constructor', '__proto__', 'prototype', 'a.b', 'x@y', 'toString', '1.deliverBy']) {
    const state = foldAll([created('1', line(id, '20')), event('shipment.pickedUp', '2', { stop: id })]);
    const stored = JSON.parse(JSON.stringify(state)) as SubjectState;
    expect(viewOf(stored)).toEqual(viewOf(state));
    expect(Object.keys(viewOf(stored).lines)).toEqual([id]);
    expect(viewOf(stored).lines[id]?.deliverBy).toBe(day('20'));
    expect(viewOf(stored).milestones[`shipment.pickedUp@${id}`]?.actual).toBe(day('2'));
  }
  expect(Object.getPrototypeOf(view(created('1')).lines)).toBeNull();
});

test('what people and connectors did is not part of the subject', () => {
  const state = foldAll([created('1')]);
  for (const type of ['exception.resolved', 'action.done', 'run.cancelled']) {
    expect(fold(state, event(type, '2', { exception: 'x', action: 'a', run: 'r' }), { offset: 9 })).toEqual({
      state,
      late: false,
      changed: false,
    });
  }
});

test('nothing that is given is changed', () => {
  const freeze = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null)
      for (const member of Object.values(Object.freeze(value))) freeze(member);
    return value;
  };
  const events = freeze([
    created('1', line('1', '20')),
    est('2', '12'),
    event('shipment.delivered', '3'),
    event('event.retracted', '4', { retracts: 'x' }),
  ]);
  let state: SubjectState | undefined;
  for (const [offset, next] of events.entries()) {
    state = freeze(fold(state, next, { offset }).state);
    viewOf(state);
  }
  expect(viewOf(state as SubjectState).status).toBe('delivered');
});

test('why a delivery failed is kept of the attempt that was made, not of one that was planned', () => {
  const reason = { scheme: 'x12.1651', code: 'AJ' };
  const made = event('shipment.attempted', '3', { reason });
  const planned = event('shipment.attempted', '4', { classifier: 'PLN', at: day('5'), note: 'again' });
  expect(view(made, planned).attempt).toEqual({ at: day('3'), reason });
});

test('what customs holds, and why, is known by the last that was told of it', () => {
  const held = event('customs.held', '3', { declaration: '26DE7', cause: 'Papers missing', note: 'by phone' });
  const { customs, clearance } = view(held, event('customs.inspection', '2', { declaration: '26DE1' }));
  expect(customs).toBe('held');
  expect(clearance).toEqual({ at: day('3'), declaration: '26DE7', cause: 'Papers missing' });
});
