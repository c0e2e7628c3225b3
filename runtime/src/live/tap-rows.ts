import type { TapRow } from '@slipway/shared/api';
import type { TraceStep } from '@slipway/shared/engine';
import { instantFromMs } from '@slipway/shared/time';
import { stepOf } from '@slipway/shared/workflow';
import { inputOf } from '../stores/decisions-reads.ts';
import type { TappedDecision } from '../stores/tapped-reads.ts';

type Edges = readonly { readonly from: string; readonly to: string }[];

const VALUES_MOST = 12;
const VALUE_CHARACTERS = 160;

/** What whoever taps a step reads of one decision: a row for each time that it was passed. */
export function tapRows(found: TappedDecision, partition: number, step: string, edges: Edges): readonly TapRow[] {
  const { trace } = found.decision;
  const input = inputOf(found.input);
  return trace.flatMap((own, at) =>
    stepOf(own.node) !== step
      ? []
      : [
          {
            id: `${partition}.${found.commit}.${found.position}.${at}`,
            at: instantFromMs(found.atMs),
            subject: found.subject,
            input,
            type: input.kind === 'timer' ? '' : (found.input.split(' ')[1] ?? ''),
            cameBy: cameBy(trace.slice(0, at), own.node, edges),
            did: own.did,
            left: [...own.ports],
            ...(own.text ? { text: own.text } : {}),
            values: inWords(own.values ?? {}),
          },
        ],
  );
}

/** The last port before it in the trace from which a wire leads to the step. */
function cameBy(before: readonly TraceStep[], node: string, edges: Edges): string | null {
  const leading = new Set(edges.filter((edge) => edge.to === `${node}.in`).map((edge) => edge.from));
  for (const step of before.toReversed()) {
    const port = step.ports.find((each) => leading.has(`${step.node}.${each}`));
    if (port !== undefined) return `${step.node}.${port}`;
  }
  return null;
}

function inWords(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const named = Object.entries(values).slice(0, VALUES_MOST);
  return Object.fromEntries(named.map(([name, value]) => [name, short(value)]));
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > VALUE_CHARACTERS ? `${text.slice(0, VALUE_CHARACTERS)}…` : text;
}
