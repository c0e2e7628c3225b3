import { type ActionItem, actionItemSchema, deadLetterItemSchema, exceptionItemSchema } from '@slipway/shared/api';
import type { Api } from '../support/api.ts';
import { environment } from './setup.ts';

/** What the runtime says that it did, by shipment. */
export interface Observed {
  readonly raised: ReadonlySet<string>;
  readonly cleared: ReadonlySet<string>;
  readonly standing: ReadonlySet<string>;
  /** Shipments with more than one exception. */
  readonly raisedTwice: readonly string[];
  readonly deadLetters: number;
  /** Actions that were not done, as `expedite of DN-17: dead after 4, target-timeout`. */
  readonly untaken: readonly string[];
}

const cleared = new Set(['auto-cleared', 'retracted']);

/** Reads exceptions, actions and dead letters through the API. */
export async function observe(api: Api): Promise<Observed> {
  const base = `/environments/${environment}`;
  const exceptions = await api.all(`${base}/exceptions?state=all`, exceptionItemSchema);
  const actions = await api.all(`${base}/actions`, actionItemSchema);
  const deadLetters = await api.all(`${base}/dead-letters?state=all`, deadLetterItemSchema);
  const shipmentsOf = (rows: typeof exceptions) => rows.map((row) => row.subject.replace(/^shipment:/, ''));
  const all = shipmentsOf(exceptions);
  return {
    raised: new Set(all),
    cleared: new Set(shipmentsOf(exceptions.filter((row) => cleared.has(row.state)))),
    standing: new Set(shipmentsOf(exceptions.filter((row) => !cleared.has(row.state)))),
    raisedTwice: all.filter((shipment, index) => all.indexOf(shipment) !== index),
    deadLetters: deadLetters.length,
    untaken: actions.filter(({ state }) => state !== 'done').map(inWords),
  };
}

function inWords({ node, subject, state, attemptCount, reason }: ActionItem): string {
  return `${node} of ${subject.replace(/^shipment:/, '')}: ${state} after ${attemptCount}${reason ? `, ${reason.code}` : ''}`;
}
