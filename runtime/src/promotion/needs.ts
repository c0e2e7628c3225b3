import type { Need } from '@slipway/shared/api';
import { compile } from '@slipway/shared/engine';
import type { Problem } from '@slipway/shared/problem';
import { type Bundle, bundleOf } from '@slipway/shared/promotion';
import type { Workflow } from '@slipway/shared/workflow';
import type { ConnectionTested, PromotionParts } from './parts.ts';
import type { Target } from './target.ts';

/** What was found at a slot, for the binding that it had then. */
export interface SlotTest extends ConnectionTested {
  readonly binding: string;
}

export type SlotTests = Readonly<Record<string, SlotTest>>;

/** The bundle of the new versions, with the connectors of this installation. */
export function bundleOfGraphs(parts: Pick<PromotionParts, 'findConnector'>, graphs: readonly Workflow[]): Bundle {
  return bundleOf(graphs, (id) => parts.findConnector(id)?.version);
}

/** Tests every bound slot of a bundle in its target, side by side. Whatever a test throws is an answer too. */
export async function testSlots(parts: PromotionParts, target: Target, bundle: Bundle): Promise<SlotTests> {
  const slots = [...new Set(bundle.slots.map((each) => each.slot))];
  const tested = await Promise.all(
    slots.map(async (slot): Promise<readonly [string, SlotTest][]> => {
      const bound = target.slots.get(slot);
      if (!bound) return [];
      try {
        const found = await parts.testConnection(target.environment.id, slot);
        return [[slot, { ok: found.ok, detail: found.detail, ms: found.ms, binding: bound.binding }]];
      } catch {
        const detail = 'the test could not be made; the log has the details';
        return [[slot, { ok: false, detail, ms: 0, binding: bound.binding }]];
      }
    }),
  );
  return Object.fromEntries(tested.flat());
}

/** Everything that the new versions need from their target, what is there and what is not. */
export function needsOf(
  parts: Pick<PromotionParts, 'findConnector'>,
  target: Target,
  bundle: Bundle,
  tests: SlotTests,
): readonly Need[] {
  const graphs = bundle.workflows as unknown as readonly Workflow[];
  const users = (uses: (graph: Workflow) => boolean) => graphs.filter(uses).map((graph) => graph.id);
  return [
    ...bundle.slots.map((each): Need => {
      const workflows = users((graph) => (graph.connections ?? []).some((own) => own.slot === each.slot));
      return { kind: 'slot', name: each.slot, workflows, ...slotState(parts, target, each, tests[each.slot]) };
    }),
    ...bundle.variables.map((each): Need => {
      const workflows = users((graph) => (graph.variables ?? []).some((own) => own.name === each.name));
      return { kind: 'variable', name: each.name, workflows, ms: null, ...variableState(target, each) };
    }),
    ...bundle.connectors.map(({ id, version }): Need => {
      const workflows = users((graph) => (graph.connections ?? []).some((own) => own.connector === id));
      const there = parts.findConnector(id) !== undefined;
      const detail = there ? `version ${version}` : 'this installation has no such connector';
      return { kind: 'connector', name: id, state: there ? 'there' : 'missing', detail, workflows, ms: null };
    }),
  ];
}

type State = Pick<Need, 'state' | 'detail'>;

function slotState(
  parts: Pick<PromotionParts, 'findConnector'>,
  target: Target,
  { slot, connector, operations }: Bundle['slots'][number],
  test: SlotTest | undefined,
): State & { readonly ms: number | null } {
  const bound = target.slots.get(slot);
  if (!bound) return { state: 'missing', detail: 'no connection yet', ms: null };
  if (bound.connector !== connector) {
    return { state: 'wrong', detail: `it is bound to ${bound.connector}, the workflow wants ${connector}`, ms: null };
  }
  const known = parts.findConnector(connector)?.operations ?? {};
  const lacking = operations.filter((operation) => !Object.hasOwn(known, operation));
  if (lacking.length > 0) return { state: 'wrong', detail: `${connector} cannot do ${lacking.join(', ')}`, ms: null };
  if (!test || test.binding !== bound.binding) return { state: 'unknown', detail: 'not tested yet', ms: null };
  if (test.ok === null) return { state: 'unknown', detail: test.detail, ms: null };
  return { state: test.ok ? 'there' : 'failing', detail: test.detail, ms: test.ms };
}

function variableState(target: Target, { name, type, default: standard }: Bundle['variables'][number]): State {
  const { variables } = target.live;
  const set = Object.hasOwn(variables, name);
  const value = set ? variables[name] : standard;
  if (value === undefined) return { state: 'missing', detail: 'no value here and no default' };
  if (value !== null && typeof value !== type) return { state: 'wrong', detail: `it must be a ${type}` };
  return { state: 'there', detail: `${shown(value)}${set ? '' : ' (the default)'}` };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

const CODES = {
  'slot missing': 'unbound-slot',
  'slot wrong': 'wrong-connector',
  'slot failing': 'failing-connection-test',
  'variable missing': 'missing-variable',
  'variable wrong': 'wrong-variable',
  'connector missing': 'missing-connector',
} as const;

/** What is not there, as problems. All of them block. */
export function problemsOfNeeds(needs: readonly Need[], environment: string): readonly Problem[] {
  return needs.flatMap((need) => {
    const code = Object.entries(CODES).find(([name]) => name === `${need.kind} ${need.state}`)?.[1];
    if (!code) return [];
    const what = { slot: 'The slot', variable: 'The variable', connector: 'The connector' }[need.kind];
    const message = `${what} “${need.name}” is not ready in ${environment}: ${need.detail}.`;
    return [{ code, severity: 'error' as const, message, path: `/needs/${need.kind}/${need.name}` }];
  });
}

/** What is wrong with the new versions themselves; their missing variables are told as needs. */
export function problemsOfGraphs(target: Target, graphs: readonly Workflow[]): readonly Problem[] {
  return graphs.flatMap((graph) => {
    const result = compile(graph, { variables: target.live.variables });
    const problems = result.problems.filter(
      (each) => each.severity === 'error' && each.code !== 'missing-variable' && each.code !== 'wrong-variable',
    );
    return problems.map((problem) => ({ ...problem, message: `${graph.name}: ${problem.message}` }));
  });
}
