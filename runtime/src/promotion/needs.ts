import type { Need } from '@slipway/shared/api';
import { compile, versionOf } from '@slipway/shared/engine';
import type { Problem } from '@slipway/shared/problem';
import {
  type Bundle,
  bundleOf,
  partKey,
  partProblems,
  partsOf,
  type ReferenceNeed,
  referenceLack,
  referenceNeeds,
} from '@slipway/shared/promotion';
import type { Workflow } from '@slipway/shared/workflow';
import type { Arriving } from './items.ts';
import type { ConnectionTested, PromotionParts } from './parts.ts';
import type { Target } from './target.ts';

/** What was found at a slot, for the binding that it had then. */
export interface SlotTest extends ConnectionTested {
  readonly binding: string;
}

export type SlotTests = Readonly<Record<string, SlotTest>>;

/** The bundle of the new versions and of what they are made of, with the connectors of this installation. */
export function bundleOfGraphs(
  parts: Pick<PromotionParts, 'findConnector'>,
  after: Pick<Arriving, 'graphs' | 'parts'>,
): Bundle {
  return bundleOf(after.graphs, (id) => parts.findConnector(id)?.version, after.parts);
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
  const users = usersIn(bundle);
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
    ...(bundle.references ?? []).map((each): Need => {
      const workflows = users((graph) => referenceNeeds(graph).some((own) => own.id === each.id));
      return { kind: 'reference', name: each.id, workflows, ms: null, ...referenceState(target, each) };
    }),
  ];
}

/** The workflows of a bundle of which something holds: of themselves, or of what they are made of. */
function usersIn(bundle: Bundle) {
  const graphs = bundle.workflows as unknown as readonly Workflow[];
  const parts = (bundle.parts ?? []) as unknown as readonly Workflow[];
  const byVersion = new Map(parts.map((part) => [partKey(part.id, versionOf(part)), part]));
  const whole = graphs.map((graph) => ({
    id: graph.id,
    all: [graph, ...partsOf([graph], (id, version) => byVersion.get(partKey(id, version ?? '')))],
  }));
  return (uses: (graph: Workflow) => boolean) => whole.filter(({ all }) => all.some(uses)).map(({ id }) => id);
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

/** The data of an environment is its own: what is not there is put there, it does not come with a release. */
function referenceState(target: Target, need: NonNullable<Bundle['references']>[number]): State {
  const reference = Object.hasOwn(target.references, need.id) ? target.references[need.id] : undefined;
  const wanted: Pick<ReferenceNeed, 'kind' | 'keys' | 'columns' | 'factors'> = need;
  const lack = referenceLack(wanted, reference);
  if (!reference) return { state: 'missing', detail: lack ?? '' };
  if (lack !== undefined) return { state: 'wrong', detail: lack };
  const count = reference.kind === 'table' ? reference.rows.length : reference.groups.length;
  return { state: 'there', detail: `${count} ${reference.kind === 'table' ? 'rows' : 'groups'}` };
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
  'reference missing': 'missing-reference',
  'reference wrong': 'wrong-reference',
} as const;

const WHAT = {
  slot: 'The slot',
  variable: 'The variable',
  connector: 'The connector',
  reference: 'The reference data',
} as const;

/** What is not there, as problems. All of them block. */
export function problemsOfNeeds(needs: readonly Need[], environment: string): readonly Problem[] {
  return needs.flatMap((need) => {
    const code = Object.entries(CODES).find(([name]) => name === `${need.kind} ${need.state}`)?.[1];
    if (!code) return [];
    const what = WHAT[need.kind];
    const message = `${what} “${need.name}” is not ready in ${environment}: ${need.detail}.`;
    return [{ code, severity: 'error' as const, message, path: `/needs/${need.kind}/${need.name}` }];
  });
}

/** Told as needs, with what to do about them. */
const NEEDS = new Set(['missing-variable', 'wrong-variable', 'missing-reference', 'wrong-reference']);

/** What is wrong with the new versions themselves; what they lack in their target is told as needs. */
export function problemsOfGraphs(target: Target, after: Arriving): readonly Problem[] {
  return after.graphs.flatMap((graph) => {
    const { references, live } = target;
    const unfit = partProblems(graph, after.find);
    const result =
      unfit.length > 0
        ? { problems: unfit }
        : compile(graph, { variables: live.variables, references, workflow: after.find });
    const problems = result.problems.filter((each) => each.severity === 'error' && !NEEDS.has(each.code));
    return problems.map((problem) => ({ ...problem, message: `${graph.name}: ${problem.message}` }));
  });
}
