import type { Places } from '@slipway/shared/workflow/edit';
import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { Flow, StepNode } from '../flow.ts';
import { FRAME_ROOM } from '../frames.ts';
import { slotOf } from '../slot.ts';

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.randomSeed': '1',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '48',
  'elk.layered.spacing.nodeNodeBetweenLayers': '48',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  // What stands left of something stays left of it: a tidy that shuffles would have to be learned anew.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'false',
  'elk.separateConnectedComponents': 'true',
} as const;

/** Up to here the placement with the straightest wires is quick; its time grows with the square. */
const MANY = 150;

/** The way that things should go is one straight line; what leaves it bends. */
const MAIN_WIRE = { 'elk.layered.priority.straightness': '20', 'elk.layered.priority.shortness': '5' };

/**
 * Places for every step, layer by layer, as the layout of elk finds them. The same graph gives the same places; the
 * upmost left corner stays where it is. The engine is large and comes, in a worker, only when somebody tidies.
 */
export async function tidy(flow: Flow): Promise<Places> {
  const steps = flow.nodes.filter((node): node is StepNode => node.type === 'step');
  if (steps.length === 0) return {};
  const laid = await layOut(toElk(steps, flow));
  const found = placed(laid);
  const corner = (points: readonly { readonly x: number; readonly y: number }[]) => ({
    x: Math.min(...points.map((point) => point.x)),
    y: Math.min(...points.map((point) => point.y)),
  });
  const before = corner(steps.map((step) => step.position));
  const after = corner([...found.values()]);
  return Object.fromEntries(
    steps.map((step) => {
      const point = found.get(step.id) ?? step.position;
      const at = { x: point.x - after.x + before.x, y: point.y - after.y + before.y };
      return [step.id, slotOf(at, step.width ?? 0)];
    }),
  );
}

/** Where everything stands: what lies in a group is told from the corner of its group. */
function placed({ children = [] }: ElkNode): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  return new Map(
    children.flatMap((child) => {
      const at = { x: child.x ?? 0, y: child.y ?? 0 };
      if (!child.children) return [[child.id, at] as const];
      return child.children.map((one) => [one.id, { x: at.x + (one.x ?? 0), y: at.y + (one.y ?? 0) }] as const);
    }),
  );
}

async function layOut(graph: ElkNode): Promise<ElkNode> {
  const [{ default: Elk }, { default: workerUrl }] = await Promise.all([
    import('elkjs/lib/elk-api.js'),
    import('elkjs/lib/elk-worker.min.js?url'),
  ]);
  const elk = new Elk({ workerUrl });
  try {
    return await elk.layout(graph);
  } finally {
    elk.terminateWorker();
  }
}

/** Groups are laid out together with what is around them, so wires may lead in and out anywhere. */
const ACROSS_GROUPS = { 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' };
const ROOM = `[top=${FRAME_ROOM.top},left=${FRAME_ROOM.side},bottom=${FRAME_ROOM.bottom},right=${FRAME_ROOM.side}]`;

/** The steps of a group as one part of the picture; it stands where the first of its steps stood in the order. */
function inGroups(steps: readonly ElkNode[], frames: Flow['frames']): ElkNode[] {
  const frameOf = new Map(frames.flatMap((frame) => frame.data.members.map((id) => [id, frame] as const)));
  const begun = new Set<string>();
  return steps.flatMap((step): ElkNode[] => {
    const frame = frameOf.get(step.id);
    if (!frame) return [step];
    if (begun.has(frame.id)) return [];
    begun.add(frame.id);
    const children = steps.filter(({ id }) => frame.data.members.includes(id));
    return [{ id: frame.id, layoutOptions: { 'elk.padding': ROOM }, children }];
  });
}

/** Steps from the upper left to the lower right, so that their order says where they stood. */
function toElk(steps: readonly StepNode[], flow: Flow): ElkNode {
  const sorted = [...steps].sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x);
  const port = (node: string, name: string) => `${node}.${name}`;
  const children = sorted.map((step) => ({
    id: step.id,
    width: step.width ?? 0,
    height: (step.height ?? 0) + 12,
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
    ports: [
      {
        id: port(step.id, 'in'),
        x: (step.width ?? 0) / 2,
        y: 0,
        width: 1,
        height: 1,
        layoutOptions: { 'elk.port.side': 'NORTH' },
      },
      ...step.data.ports.map((one) => ({
        id: port(step.id, one.name),
        x: (step.width ?? 0) / 2 + one.dx,
        y: (step.height ?? 0) + 12,
        width: 1,
        height: 1,
        layoutOptions: { 'elk.port.side': 'SOUTH' },
      })),
    ],
  }));
  const ports = new Set(children.flatMap((child) => child.ports.map((one) => one.id)));
  const straight = new Set(
    sorted.flatMap((step) => step.data.ports.filter((one) => one.dx === 0).map((one) => port(step.id, one.name))),
  );
  const edges = flow.wires
    .map((wire): ElkExtendedEdge => {
      const from = port(wire.source, wire.sourceHandle ?? '');
      const layoutOptions = straight.has(from) ? MAIN_WIRE : {};
      return { id: wire.id, sources: [from], targets: [port(wire.target, 'in')], layoutOptions };
    })
    .filter((edge) => ports.has(edge.sources[0] ?? '') && ports.has(edge.targets[0] ?? ''));
  const placement = { 'elk.layered.nodePlacement.strategy': steps.length > MANY ? 'BRANDES_KOEPF' : 'NETWORK_SIMPLEX' };
  const within = flow.frames.length > 0 ? ACROSS_GROUPS : {};
  return {
    id: 'workflow',
    layoutOptions: { ...OPTIONS, ...placement, ...within },
    children: inGroups(children, flow.frames),
    edges,
  };
}
