import { expect, it } from 'vitest';
import { desk, drawn, end, on } from '../testing/desk.ts';
import { compiled } from '../testing/sense-desk.ts';

const trouble = (more: Record<string, unknown> = {}) =>
  drawn(
    {
      start: on('shipment.delayed'),
      case: ['exception', { type: 'trouble', severity: 'medium', title: 'Trouble', ...more }],
    },
    ['start.out>case'],
  );
/** Looks at cases of other workflows. */
const watcher = (...types: string[]) =>
  compiled({
    formatVersion: 1,
    id: 'watcher',
    name: 'Watcher',
    subject: 'shipment',
    nodes: [
      { id: 'start', kind: 'trigger', title: 'start', config: { on: types } },
      { id: 'told', kind: 'end', title: 'told', config: end('Told')[1] },
    ],
    edges: [{ from: 'start.out', to: 'told.in' }],
  });
const told = (d: ReturnType<typeof desk>) => d.emitted().map(({ type, data }) => [type, data]);

it('a case that opens and clears is told as events of its subject, to whom listens', () => {
  const clear = { on: ['shipment.delivered'], when: { all: [] } };
  const d = desk(trouble({ clear }), watcher('exception.*'));
  d.event(0, 'shipment.delayed');
  d.event(5, 'shipment.delivered');
  expect(told(d)).toMatchObject([
    ['exception.opened', { exceptionType: 'trouble', severity: 'medium', title: 'Trouble', workflow: 'drawn' }],
    ['exception.cleared', { exceptionType: 'trouble', cause: 'cleared' }],
  ]);
});

it('is told to nobody where nobody listens', () => {
  const d = desk(trouble(), watcher('exception.cleared'));
  d.event(0, 'shipment.delayed');
  expect(told(d)).toEqual([]);
});

it('is taken back where evidence shows that there was none', () => {
  const d = desk(trouble(), watcher('exception.*'));
  d.event(0, 'shipment.delayed', {}, { id: 'wrong' });
  d.event(5, 'event.retracted', { retracts: 'wrong' });
  const [opened, , retracted] = d.emitted();
  expect(retracted).toMatchObject({ type: 'event.retracted', source: opened?.source, data: { retracts: opened?.id } });
});
