import type { Frame } from '../program.ts';
import type { Part } from './expand.ts';
import { byId, expression } from './texts.ts';
import { variablesOf } from './variables.ts';

/** What the nodes of a part see of it. */
export function frameOf({ step, workflow }: Part, variables: Readonly<Record<string, unknown>>): Frame {
  const { entry, conditions, nodes } = workflow;
  const texts = JSON.stringify([entry, conditions, nodes.map((node) => node.config)]);
  return {
    step,
    workflow,
    variables: variablesOf(workflow, variables),
    zones: byId(workflow.zones),
    calendars: byId(workflow.calendars),
    asked: nodes.flatMap(({ id }) => (/\bnodes\b/.test(texts) && texts.includes(id) ? [id] : [])),
    outputs: Object.entries(entry?.outputs ?? {}).map(([name, text]) => [name, expression(text)] as const),
  };
}
