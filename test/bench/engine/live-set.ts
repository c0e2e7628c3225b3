import { compile, type LiveSet, type Program } from '@slipway/shared/engine';
import type { Workflow, WorkflowNode } from '@slipway/shared/workflow';
import type { Tried } from '../../examples/gallery.ts';

/**
 * The gallery's workflows live, and copies of them beside until there are `least`: each for a customer whom no subject has.
 * Only those are copied whose senses can all ask for a customer: a hold on samples remembers what does not hold too.
 */
export function liveSetOf(gallery: readonly Tried[], least: number): LiveSet {
  const own = gallery.map((tried) => compiled(tried, tried.workflow));
  const copied = gallery.filter(({ workflow }) => workflow.nodes.every(asksFirst));
  const copies: Program[] = [];
  for (let at = 0; own.length + copies.length < least; at += 1) {
    const tried = copied[at % copied.length];
    if (tried) copies.push(compiled(tried, forCustomer(tried.workflow, at)));
  }
  const live = [...own, ...copies].map((program) => ({ program, paused: false }));
  return { id: 'bench', environment: 'bench', live, pinned: () => undefined };
}

function compiled({ example }: Tried, workflow: Workflow): Program {
  const references = Object.fromEntries((example.references ?? []).map((each) => [each.id, each]));
  const parts = new Map((example.parts ?? []).map((part) => [part.id, part as unknown as Workflow]));
  const result = compile(workflow, { references, workflow: (id) => parts.get(id) });
  if (!result.ok) throw new Error(`${workflow.id}: ${JSON.stringify(result.problems[0])}`);
  return result.program;
}

/** Whether a node, if it senses, remembers nothing of whom its condition leaves out. */
function asksFirst({ kind, config }: WorkflowNode): boolean {
  if (kind === 'hold') return config.on === undefined;
  if (kind === 'schedule') return false;
  // What the subject itself says met it, is remembered of everybody.
  if (kind === 'deadline') return config.met.at === undefined;
  return kind !== 'window' || config.aggregate !== 'minutesTrue';
}

/** The same workflow for one customer: each of its senses asks for that too, wherever it takes a condition. */
function forCustomer(workflow: Workflow, at: number): Workflow {
  const customer = { fact: 'subject', path: 'customer', operator: 'equal', value: `C-${at}` };
  const nodes = workflow.nodes.map((node) => ({ ...node, config: asking(node, customer) }) as WorkflowNode);
  return { ...workflow, id: `${workflow.id.slice(0, 50)}-${at}`, nodes };
}

function asking({ kind, config }: WorkflowNode, customer: unknown): unknown {
  const and = (when: unknown) => (when === undefined ? { all: [customer] } : { all: [customer, when] });
  switch (kind) {
    case 'trigger':
    case 'window':
      return { ...config, when: and(config.when) };
    case 'hold':
      return { ...config, while: and(config.while) };
    case 'missing':
      return { ...config, when: and(config.when), while: and(config.while) };
    case 'schedule':
      return { ...config, when: and(config.when) };
    case 'deadline':
      return {
        ...config,
        start: { ...config.start, when: and(config.start?.when) },
        met: { ...config.met, when: and(config.met.when) },
      };
    default:
      return config;
  }
}
