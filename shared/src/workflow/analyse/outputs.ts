import { compileCondition } from '../../condition/index.ts';
import { compileExpression, compileTemplate } from '../../expression/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import { NODE_KINDS } from '../kinds/catalogue.ts';
import { type ConfigText, textsOf } from '../kinds/texts.ts';
import { reachedFrom, startsOf } from './reach.ts';
import { doubt } from './tell.ts';

/** Texts that are evaluated after their step was entered, when it or other steps may have been done. */
const LATER = /^\/(?:clear|for|until|compensation|emit\/data)\b/;

/** Texts that read what a step puts out which has not been done by then, whatever way the run takes. */
export function readTooEarly(workflow: Workflow): Problem[] {
  const nodes = new Map(workflow.nodes.map((node) => [node.id, node]));
  const order = new Order(workflow);
  return workflow.nodes.flatMap((node, index) =>
    textsOf(node).flatMap((text) => {
      const read = new Set(readsOf(text, workflow).flatMap((path) => outputRead(path, nodes)));
      return [...read].flatMap((id) => {
        const other = nodes.get(id);
        if (!other || order.mayPrecede(other, node, LATER.test(text.path))) return [];
        const message = `“${node.title}” reads what “${other.title}” puts out, which ${id === node.id ? 'it is itself' : 'is never done before it'}: there is nothing to read.`;
        return [doubt({ code: 'read-too-early', message, path: `/nodes/${index}/config${text.path}`, node })];
      });
    }),
  );
}

/** The step whose output a path reads. The truth of a sense node, and what it is asked by, are there without a run. */
function outputRead(path: string, nodes: ReadonlyMap<string, WorkflowNode>): readonly string[] {
  const [root, id, field] = path.split('.');
  const node = root === 'nodes' && id !== undefined ? nodes.get(id) : undefined;
  if (!node || field === undefined || NODE_KINDS[node.kind].family === 'sense') return [];
  return [node.id];
}

function readsOf(text: ConfigText, workflow: Workflow): readonly string[] {
  if (text.kind === 'duration') return [];
  if (text.kind === 'condition') {
    const compiled = compileCondition(text.value, { named: workflow.conditions });
    return compiled.ok ? compiled.condition.facts : [];
  }
  if (!text.value.includes('nodes')) return [];
  const compiled = text.kind === 'expression' ? compileExpression(text.value) : compileTemplate(text.value);
  if (!compiled.ok) return [];
  return 'expression' in compiled ? compiled.expression.paths : compiled.template.paths;
}

/** What can come before what in one run. */
class Order {
  readonly #workflow: Workflow;
  readonly #after = new Map<string, ReadonlySet<string>>();
  readonly #without = new Map<string, ReadonlySet<string>>();

  constructor(workflow: Workflow) {
    this.#workflow = workflow;
  }

  /** Whether `other` may have been done in the run in which a text of `node` is evaluated. */
  mayPrecede(other: WorkflowNode, node: WorkflowNode, later: boolean): boolean {
    if (NODE_KINDS[node.kind].family === 'sense') return false;
    if (this.#reaches(other.id, node.id)) return other.id !== node.id || later || this.#loops(node.id);
    if (later && this.#reaches(node.id, other.id)) return true;
    // In the runs of each sensing step by itself: to the one without passing the other.
    return startsOf(this.#workflow).some(
      (start) => this.#reaches(start, node.id) && this.#reachedWithout(start, node.id).has(other.id),
    );
  }

  #loops(id: string): boolean {
    const wires = this.#workflow.edges.filter((edge) => edge.from.startsWith(`${id}.`));
    return wires.some((edge) => this.#reaches(edge.to.slice(0, edge.to.indexOf('.')), id));
  }

  #reaches(from: string, to: string): boolean {
    let known = this.#after.get(from);
    if (!known) {
      known = reachedFrom(this.#workflow, [from]);
      this.#after.set(from, known);
    }
    return known.has(to);
  }

  #reachedWithout(start: string, id: string): ReadonlySet<string> {
    const key = `${start} ${id}`;
    let known = this.#without.get(key);
    if (!known) {
      const edges = this.#workflow.edges.filter((edge) => !edge.to.startsWith(`${id}.`));
      known = reachedFrom({ ...this.#workflow, edges }, [start]);
      this.#without.set(key, known);
    }
    return known;
  }
}
