import { versionOf } from '@slipway/shared/engine';
import type { Workflow } from '@slipway/shared/workflow';

type Row = Readonly<Record<string, unknown>>;

/** What an input is where nobody has said: something of its type, so that only its meaning is left to say. */
const NOTHING = { number: '0', string: '""', boolean: 'false' } as const;

/** The ends of a workflow, as the ports of a step that runs it; a name that a port has already is kept. */
function endsOf(part: Workflow, known: unknown): readonly Row[] {
  const labels = new Map((Array.isArray(known) ? known : []).map((each) => [Object(each).id, Object(each).label]));
  return part.nodes.flatMap((node) =>
    node.kind === 'end' ? [{ id: node.id, label: labels.get(node.id) ?? node.config.outcome }] : [],
  );
}

/** The configuration of a step that runs exactly this version; what it says of inputs that are still there stays. */
export function runningIt(config: Row, part: Workflow): Row {
  const given = (typeof config.inputs === 'object' && config.inputs !== null ? config.inputs : {}) as Row;
  const inputs = (part.entry?.inputs ?? []).map(
    ({ name, type }) => [name, Object.hasOwn(given, name) ? given[name] : NOTHING[type]] as const,
  );
  return {
    ...config,
    workflow: part.id,
    version: versionOf(part),
    inputs: Object.fromEntries(inputs),
    ends: endsOf(part, config.ends),
  };
}
