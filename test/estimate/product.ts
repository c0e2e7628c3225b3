import { compile, emptyRecord, type LiveSet, step } from '@slipway/shared/engine';
import { readWorkflow } from '@slipway/shared/workflow';
import { instantOf, type Shipment } from './history.ts';
import type { Held } from './hold-out.ts';

const DAY_MS = 86_400_000;

const drawn = {
  formatVersion: 1,
  id: 'order-clock',
  name: 'Order clock',
  subject: 'shipment',
  nodes: [
    { id: 'ordered', kind: 'trigger', title: 'Ordered', config: { on: ['shipment.planned'] } },
    {
      id: 'when',
      kind: 'estimate',
      title: 'When it will come',
      config: {
        model: 'order-to-delivery',
        since: 'subject.milestones["shipment.planned"].actual',
        by: { mode: 'subject.mode', destination: 'subject.destination', vendor: 'subject.vendor' },
        emit: { type: 'shipment.delivered', quantile: 'p80', data: { timeQuality: 'day' } },
      },
    },
    { id: 'done', kind: 'end', title: 'Done', config: { outcome: 'Estimated' } },
  ],
  edges: [
    { from: 'ordered.out', to: 'when.in' },
    { from: 'when.out', to: 'done.in' },
  ],
};

/**
 * What the product says of an order: a workflow with an estimate step, and the model that was learned by then as its
 * reference data, is shown the order as an event. In days since 1970; undefined where it told nothing.
 */
export function estimatedDelivery({ shipment, model }: Held): number | undefined {
  const live = liveWith(model);
  const result = step(live, emptyRecord(`shipment:${shipment.id}`), {
    kind: 'event',
    offset: 1,
    nowMs: shipment.ordered * DAY_MS,
    event: orderOf(shipment),
  });
  const told = result.decisions.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'emit' ? [effect.event] : [])),
  );
  const [event] = told;
  if (told.length !== 1 || event?.data.classifier !== 'EST') return undefined;
  // A day is told as its last instant.
  return Math.floor(Date.parse(String(event.data.at)) / DAY_MS);
}

function orderOf({ id, ordered, mode, destination, vendor, origin }: Shipment) {
  return {
    id: `order-${id}`,
    source: '/erp',
    type: 'shipment.planned',
    subject: `shipment:${id}`,
    time: instantOf(ordered),
    data: { mode, destination, origin, vendor },
  };
}

const sets = new WeakMap<Held['model'], LiveSet>();

function liveWith(model: Held['model']): LiveSet {
  const before = sets.get(model);
  if (before) return before;
  const read = readWorkflow(drawn);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const compiled = compile(read.workflow, { references: { [model.id]: model } });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const { program } = compiled;
  const live: LiveSet = {
    id: 'estimate',
    environment: 'estimate',
    live: [{ program, paused: false }],
    pinned: () => program,
  };
  sets.set(model, live);
  return live;
}
