import { expect, test } from 'vitest';
import { inboxFilter } from './inbox-views.ts';
import { standingOf } from './promise.ts';
import { fieldText, putOffTimes } from './put-off-times.ts';

test('a view asks for what it is called', () => {
  expect(inboxFilter({ state: 'mine', severity: 'high' }, 'Petra')).toEqual({ severity: 'high', assignee: 'Petra' });
  expect(inboxFilter({ state: 'overdue' }, 'Petra')).toEqual({ overdue: 'true' });
  expect(inboxFilter({ state: 'waiting', search: 'x' }, 'Petra')).toEqual({ state: 'waiting', search: 'x' });
  expect(inboxFilter({}, 'Petra')).toEqual({});
});

test('a promise runs until it is kept or broken', () => {
  const one = (state: Parameters<typeof standingOf>[0]['state'], ...breached: ('acknowledge' | 'resolve')[]) => ({
    state,
    breached,
  });
  expect(standingOf(one('new'), 'acknowledge')).toBe('running');
  expect(standingOf(one('acknowledged'), 'acknowledge')).toBe('kept');
  expect(standingOf(one('acknowledged', 'acknowledge'), 'acknowledge')).toBe('broken');
  expect(standingOf(one('in-progress', 'acknowledge'), 'resolve')).toBe('running');
  expect(standingOf(one('resolved'), 'resolve')).toBe('kept');
  expect(standingOf(one('resolved', 'resolve'), 'resolve')).toBe('broken');
  expect(standingOf(one('auto-cleared'), 'acknowledge')).toBe('over');
});

test('a case is put off to mornings by the calendar, and to a Monday that is still to come', () => {
  const monday = new Date(2026, 2, 2, 9, 30).getTime();
  const times = Object.fromEntries(putOffTimes(monday).map(({ name, atMs }) => [name, fieldText(atMs)]));
  expect(times).toEqual({
    hour: '2026-03-02T10:30',
    hours: '2026-03-02T13:30',
    tomorrow: '2026-03-03T08:00',
    week: '2026-03-09T08:00',
  });
  const sunday = new Date(2026, 2, 29, 0, 30).getTime();
  expect(
    putOffTimes(sunday)
      .map(({ atMs }) => fieldText(atMs))
      .slice(2),
  ).toEqual(['2026-03-30T08:00', '2026-03-30T08:00']);
});
