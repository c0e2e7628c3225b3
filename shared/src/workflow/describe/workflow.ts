import type { Language } from '../../language/index.ts';
import { type Edge, splitEnd, type Workflow, type WorkflowNode } from '../graph.ts';
import { NODE_KINDS } from '../kinds/catalogue.ts';
import { portsOf } from '../validate/ports.ts';
import { sayingOf, sentenceOf, tellingOf, WORKFLOW_WORDINGS } from './node.ts';
import { othersOf } from './surroundings.ts';
import type { Paragraph, Told, Ways } from './told.ts';
import type { Part, WorkflowWording } from './wording.ts';

/**
 * A whole workflow in plain words: what starts it, then every step once along the ways, how it ends, what it promises, when
 * its cases close and what it works with. Each paragraph says which step it is about.
 */
export function describeWorkflow(workflow: Workflow, language: Language = 'en'): readonly Paragraph[] {
  const steps = inOrder(workflow);
  const numbers = numbersOf(steps);
  const told: Told = {
    workflow,
    language,
    w: WORKFLOW_WORDINGS[language],
    say: sayingOf(workflow, tellingOf(workflow, language), true),
    steps,
    numberOf: (nodeId) => numbers.get(nodeId) ?? 0,
    placeOf: new Map(steps.map((node, index) => [node.id, index])),
    ways: waysOf(workflow.edges),
  };
  const own = steps.map((node): Paragraph => ({ part: partOf(node, workflow), node: node.id, text: step(node, told) }));
  const of = (part: Part) => own.filter((each) => each.part === part);
  const others = othersOf(told);
  return [
    ...others.filter(({ part }) => part === 'about'),
    ...of('starts'),
    ...of('steps'),
    ...of('ends'),
    ...others.filter(({ part }) => part !== 'about'),
  ];
}

/** What a part of the description is headed with. */
export function headingOf(part: Part, language: Language = 'en'): string {
  return WORKFLOW_WORDINGS[language].headings[part];
}

function partOf(node: WorkflowNode, workflow: Workflow): Part {
  if (node.kind === 'end') return 'ends';
  return !NODE_KINDS[node.kind].input || workflow.entry?.node === node.id ? 'starts' : 'steps';
}

/** Steps along the ways, by ports, from the senses on; what nothing leads to comes last. Iterative: chains are long. */
function inOrder(workflow: Workflow): readonly WorkflowNode[] {
  const byId = new Map(workflow.nodes.map((node) => [node.id, node]));
  const ways = waysOf(workflow.edges);
  const starts = workflow.nodes.filter((node) => partOf(node, workflow) === 'starts');
  const seen = new Set<WorkflowNode>();
  for (const start of [...starts, ...workflow.nodes]) {
    const stack = [start];
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const { id } = node;
      const next = portsOf(node).flatMap((port) => ways.get(`${id}.${port}`) ?? []);
      for (const to of next.reverse()) {
        const target = byId.get(to);
        if (target) stack.push(target);
      }
    }
  }
  return [...seen];
}

function waysOf(edges: readonly Edge[]): Ways {
  const ways = new Map<string, string[]>();
  for (const { from, to } of edges) {
    const targets = ways.get(from) ?? [];
    ways.set(from, targets);
    targets.push(splitEnd(to).nodeId);
  }
  return ways;
}

/** The numbers on the cards; a step without one gets the next that is free. */
function numbersOf(steps: readonly WorkflowNode[]): ReadonlyMap<string, number> {
  let free = Math.max(0, ...steps.map((node) => node.number ?? 0));
  return new Map(
    steps.map((node) => {
      if (node.number === undefined) free += 1;
      return [node.id, node.number ?? free];
    }),
  );
}

function step(node: WorkflowNode, told: Told): string {
  const { w, say, language, numberOf, placeOf, ways } = told;
  const sentence = sentenceOf(node, say, language);
  const joined = node.kind === 'join' ? [w.joins(before(node.id, told))] : [];
  const place = placeOf.get(node.id) ?? 0;
  const ports = portsOf(node);
  const leading = [...ports.filter((port) => port === 'out'), ...ports.filter((port) => port !== 'out')].flatMap(
    (port) => {
      const targets = (ways.get(`${node.id}.${port}`) ?? []).flatMap((to) => {
        const at = placeOf.get(to);
        return at === undefined ? [] : [{ number: numberOf(to), back: at <= place && leadsBack(to, node.id, told) }];
      });
      return targets.length > 0 ? [w.way(leadOf(node, port, w), targets)] : [];
    },
  );
  const said = sentence.charAt(0).toUpperCase() + sentence.slice(1);
  return [`${numberOf(node.id)} ${node.title}: ${said}${/[.?!…]$/.test(said) ? '' : '.'}`, ...joined, ...leading].join(
    ' ',
  );
}

/** Whether a way to an earlier step is a loop, and not merely a step that another way reached first. */
function leadsBack(from: string, to: string, { steps, placeOf, ways }: Told): boolean {
  const seen = new Set<string>();
  const stack = [from];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (id === to) return true;
    const node = steps[placeOf.get(id) ?? -1];
    if (!node || seen.has(id)) continue;
    seen.add(id);
    stack.push(...portsOf(node).flatMap((port) => ways.get(`${node.id}.${port}`) ?? []));
  }
  return false;
}

function before(nodeId: string, { workflow, numberOf }: Told): readonly number[] {
  const from = workflow.edges
    .filter(({ to }) => splitEnd(to).nodeId === nodeId)
    .map((edge) => splitEnd(edge.from).nodeId);
  return [...new Set(from)].map(numberOf).sort((a, b) => a - b);
}

/** What a way from a port is told with: “If yes”, “In case “late””. */
export function leadOf(node: WorkflowNode, port: string, w: WorkflowWording): string {
  if (node.kind === 'exception' && port.startsWith('resolved:')) {
    const id = port.slice('resolved:'.length);
    return w.chosen(node.config.choices?.find((choice) => choice.id === id)?.label ?? id);
  }
  if (node.kind === 'subflow') return w.ofEnd(node.config.ends.find((end) => end.id === port)?.label ?? port);
  const found = node.kind === 'switch' ? node.config.cases.find((each) => each.id === port) : undefined;
  return found ? w.ofCase(found.label) : (w.ports[port] ?? w.ofCase(port));
}
