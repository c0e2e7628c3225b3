import type { ConfigOf, NodeKind } from '../kinds/config.ts';
import { type Draft, isObject, listOf } from './draft.ts';

/** What a new step of each kind begins with: of the right shape, so that only what nobody can guess is a problem. */
const STARTERS: { readonly [K in NodeKind]: (draft: Draft, operation: Operation) => ConfigOf<K> } = {
  trigger: () => ({ on: ['shipment.delayed'] }),
  hold: () => ({ on: ['telematics.reading'], while: { all: [] }, for: '30m', maxGap: '1h' }),
  window: () => ({
    on: ['shipment.delayed'],
    aggregate: 'count',
    over: { sliding: '24h' },
    threshold: { operator: 'greaterThanInclusive', value: 3 },
  }),
  missing: () => ({ on: ['telematics.position'], for: '2h' }),
  schedule: () => ({ at: { cron: '0 7 * * 1-5' } }),
  deadline: () => ({ due: 'subject.commitment.deliverBy', met: { on: ['shipment.delivered'] } }),
  condition: () => ({ when: { all: [] } }),
  switch: () => ({ cases: [{ id: 'case-1', label: 'First case', when: { all: [] } }] }),
  set: () => ({ values: {} }),
  table: () => ({
    hitPolicy: 'unique',
    inputs: [{ id: 'severity', label: 'Value', expression: 'subject.status', type: 'text' }],
    outputs: [{ id: 'answer', label: 'Answer', type: 'text' }],
    rows: [{ id: 'row-1', when: ['-'], give: ['""'] }],
  }),
  lookup: () => ({ table: 'table', key: ['subject.carrier'] }),
  estimate: () => ({ model: 'transit', since: 'subject.commitment.stated', by: {} }),
  subflow: () => ({ workflow: 'workflow', inputs: {}, ends: [{ id: 'end', label: 'Done' }] }),
  action: (_draft, { slot, operation }) => ({ slot, operation, input: {} }),
  exception: (draft) => ({ type: caseType(draft), severity: 'medium', title: 'Look at ${subject.id}' }),
  wait: () => ({ for: { on: ['shipment.delivered'] }, timeout: '1h' }),
  emit: () => ({ type: 'shipment.delayed', subject: '"carrier:" + subject.carrier', data: {} }),
  join: () => ({ need: 'all', timeout: '1d' }),
  end: () => ({ outcome: 'Done' }),
};

/** What an action asks for, when the palette knows it. */
export interface Operation {
  readonly slot: string;
  readonly operation: string;
}

/** A new step's configuration. */
export function starter(kind: NodeKind, draft: Draft, operation?: Operation): ConfigOf<NodeKind> {
  return STARTERS[kind](draft, operation ?? firstOperation(draft));
}

/** The operation that a connector is asked for most. */
const USUAL: Readonly<Record<string, string>> = { http: 'request', email: 'send' };

/** Each connection of the workflow with the operation that is asked of it most. */
export function operationsOf(draft: Draft): readonly Operation[] {
  return listOf(draft, 'connections').flatMap((one) =>
    isObject(one) && typeof one.slot === 'string' ? [{ slot: one.slot, operation: usual(one.connector) }] : [],
  );
}

function usual(connector: unknown): string {
  return (typeof connector === 'string' && Object.hasOwn(USUAL, connector) ? USUAL[connector] : undefined) ?? 'request';
}

function firstOperation(draft: Draft): Operation {
  return operationsOf(draft)[0] ?? { slot: 'system', operation: 'request' };
}

function caseType(draft: Draft): string {
  return typeof draft.id === 'string' && /^[a-z][a-z0-9-]{0,63}$/.test(draft.id) ? draft.id : 'case';
}
