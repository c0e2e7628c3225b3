import { nearestName } from '../../expression/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { NodeKind } from '../kinds/config.ts';
import { splitEnd } from '../split-end.ts';
import { addCondition, conditionsOf, nameFault } from './conditions.ts';
import { type Draft, type DraftEdge, isEdge, isNode, isObject, listOf, nodeOf, type Place } from './draft.ts';
import { withField, withList } from './fields.ts';
import { freshId, takenIds } from './names.ts';
import { addNode, removeNodes, setConfigField } from './nodes.ts';
import { applyPatch, keysOf, valueAt } from './patch.ts';
import { placesOf } from './places.ts';
import { addAfter, portsIn } from './wires.ts';
import { declareSlot, declareVariable } from './workflow.ts';

/**
 * A mend that the editor offers for a problem. `says` is the message of its button, with the names in it; `safe` means
 * that it takes nothing away that somebody may have wanted.
 */
export interface Mend {
  readonly says: MendName;
  readonly names: Readonly<Record<string, string>>;
  readonly safe: boolean;
  readonly apply: (draft: Draft) => Draft;
}

export const mendNames = [
  'suggested',
  'remove-wire',
  'lead-wire-from',
  'declare-slot',
  'use-slot',
  'declare-variable',
  'use-variable',
  'give-default',
  'add-end',
  'add-exception',
  'remove-step',
  'fresh-id',
  'add-trigger',
  'remove-field',
  'keep-field',
  'use-condition',
  'add-condition',
] as const;
export type MendName = (typeof mendNames)[number];

/** What can be offered for a problem of this draft, the likeliest first; nothing where only a person can know. */
export function mendsOf(draft: Draft, problem: Problem): readonly Mend[] {
  const suggested = problem.fix ? [suggestion(problem.fix)] : [];
  return [...suggested, ...(MENDS[problem.code]?.(draft, problem) ?? [])];
}

function suggestion(fix: NonNullable<Problem['fix']>): Mend {
  return mend('suggested', { title: fix.title }, (draft) => applyPatch(draft, fix.patch), true);
}

const MENDS: Readonly<Record<string, (draft: Draft, problem: Problem) => readonly Mend[]>> = {
  'dangling-edge': removeWire,
  'duplicate-edge': removeWire,
  'unknown-port': (draft, problem) => [...otherPort(draft, problem), ...removeWire(draft, problem)],
  'unknown-slot': slots,
  'unknown-variable': variables,
  'missing-variable': defaults,
  'open-port': (draft, problem) => after(draft, problem, 'end', 'add-end'),
  'no-failure-path': (draft, problem) => [
    ...after(draft, problem, 'exception', 'add-exception'),
    ...after(draft, problem, 'end', 'add-end'),
  ],
  unreachable: (_draft, { nodeId }) =>
    nodeId === undefined ? [] : [mend('remove-step', {}, (draft) => removeNodes(draft, [nodeId]))],
  'duplicate-id': freshIds,
  'no-start': () => [mend('add-trigger', {}, addTrigger, true)],
  'unknown-field': unknownFields,
  'condition-unknown-name': namedConditions,
};

function removeWire(_draft: Draft, { path }: Problem): readonly Mend[] {
  const index = edgeIndex(path);
  if (index === undefined) return [];
  return [mend('remove-wire', {}, (draft) => withList(draft, 'edges', (edges) => edges.toSpliced(index, 1)))];
}

/** A port that was renamed: of those that lead nowhere, the one that is spelt most alike, or the only one. */
function otherPort(draft: Draft, { path }: Problem): readonly Mend[] {
  const index = edgeIndex(path);
  const edge = index === undefined ? undefined : listOf(draft, 'edges')[index];
  if (index === undefined || !isEdge(edge) || !path?.endsWith('/from')) return [];
  const { nodeId, port } = splitEnd(edge.from);
  const wired = new Set(
    listOf(draft, 'edges')
      .filter(isEdge)
      .map((each) => each.from),
  );
  const free = portsIn(draft, nodeId).filter((each) => !wired.has(`${nodeId}.${each}`));
  const next = nearestName(port, free) ?? (free.length === 1 ? free[0] : undefined);
  if (next === undefined) return [];
  const lead = (item: unknown) => withField(item as DraftEdge, 'edge', 'from', `${nodeId}.${next}`);
  return [
    mend(
      'lead-wire-from',
      { port: next },
      (before) => withList(before, 'edges', (edges) => edges.map((item, at) => (at === index ? lead(item) : item))),
      true,
    ),
  ];
}

function slots(draft: Draft, { nodeId }: Problem): readonly Mend[] {
  const config = nodeId === undefined ? undefined : nodeOf(draft, nodeId)?.config;
  const slot = isObject(config) ? config.slot : undefined;
  if (typeof slot !== 'string' || nodeId === undefined) return [];
  const declared = listOf(draft, 'connections').flatMap((one) => (isObject(one) ? [String(one.slot)] : []));
  const near = nearestName(slot, declared);
  const connector = /mail/i.test(slot) ? 'email' : 'http';
  return [
    ...(near ? [mend('use-slot', { slot: near }, (before) => setConfigField(before, nodeId, 'slot', near), true)] : []),
    mend('declare-slot', { slot }, (before) => declareSlot(before, slot, connector), true),
  ];
}

/** The name that a problem is about stands between the first quotes of its message. */
const QUOTED = /“([^”]+)”/;

function variables(draft: Draft, problem: Problem): readonly Mend[] {
  const name = QUOTED.exec(problem.message)?.[1];
  const { path } = problem;
  if (name === undefined || path === undefined) return [];
  const declared = listOf(draft, 'variables').flatMap((one) => (isObject(one) ? [String(one.name)] : []));
  const near = nearestName(name, declared);
  const text = valueAt(draft, path);
  const renamed = near !== undefined && typeof text === 'string' ? renameVariable(text, name, near) : undefined;
  return [
    ...(near !== undefined && renamed !== undefined && renamed !== text
      ? [
          mend(
            'use-variable',
            { name: near },
            (before) => applyPatch(before, [{ op: 'replace', path, value: renamed }]),
            true,
          ),
        ]
      : []),
    mend('declare-variable', { name }, (before) => declareVariable(before, { name, type: 'number', default: 0 }), true),
  ];
}

function renameVariable(text: string, from: string, to: string): string {
  return text.replaceAll(new RegExp(`\\bvars\\.${from.replace(/[^A-Za-z0-9_]/g, '')}\\b`, 'g'), `vars.${to}`);
}

const DEFAULTS: Readonly<Record<string, unknown>> = { number: 0, string: '', boolean: false };

function defaults(draft: Draft, { path }: Problem): readonly Mend[] {
  const variable = path === undefined ? undefined : valueAt(draft, path);
  if (!isObject(variable) || path === undefined) return [];
  const value = DEFAULTS[String(variable.type)] ?? null;
  return [
    mend(
      'give-default',
      { value: JSON.stringify(value) },
      (before) => applyPatch(before, [{ op: 'add', path: `${path}/default`, value }]),
      true,
    ),
  ];
}

const BELOW = 130;
const BESIDE = 290;

/** A step behind the port that leads nowhere, which the message names. */
function after(draft: Draft, problem: Problem, kind: NodeKind, says: MendName): readonly Mend[] {
  const { nodeId } = problem;
  const port = /: (\S+) leads nowhere/.exec(problem.message)?.[1];
  if (nodeId === undefined || port === undefined) return [];
  const ports = portsIn(draft, nodeId);
  const place: Place = placesOf(draft, [nodeId])[nodeId] ?? [0, 0];
  const at: Place = [place[0] + Math.max(0, ports.indexOf(port)) * BESIDE, place[1] + BELOW];
  return [mend(says, { port }, (before) => addAfter(before, `${nodeId}.${port}`, { kind, at }), true)];
}

function freshIds(_draft: Draft, { path }: Problem): readonly Mend[] {
  const index = Number(keysOf(path ?? '')[1]);
  if (!Number.isInteger(index)) return [];
  const give = (draft: Draft) =>
    withList(draft, 'nodes', (nodes) =>
      nodes.map((node, at) =>
        at === index && isNode(node) ? withField(node, 'node', 'id', freshId(node.id, takenIds(draft))) : node,
      ),
    );
  return [mend('fresh-id', {}, give, true)];
}

function addTrigger(draft: Draft): Draft {
  const lowest = Object.values(
    placesOf(
      draft,
      listOf(draft, 'nodes')
        .filter(isNode)
        .map((node) => node.id),
    ),
  );
  const top = lowest.reduce((least, [, y]) => Math.min(least, y), BELOW);
  return addNode(draft, { kind: 'trigger', at: [lowest[0]?.[0] ?? 0, top - BELOW] });
}

function unknownFields(_draft: Draft, { path }: Problem): readonly Mend[] {
  const name = keysOf(path ?? '').at(-1);
  if (path === undefined || name === undefined) return [];
  const own = `${path.slice(0, path.lastIndexOf('/'))}/x-${name}`;
  return [
    mend(
      'keep-field',
      { name: `x-${name}` },
      (draft) =>
        applyPatch(draft, [
          { op: 'add', path: own, value: valueAt(draft, path) },
          { op: 'remove', path },
        ]),
      true,
    ),
    mend('remove-field', { name }, (draft) => applyPatch(draft, [{ op: 'remove', path }])),
  ];
}

/** Of a reference that leads nowhere: the name that is spelt most alike, or a condition of that name that asks for nothing yet. */
function namedConditions(draft: Draft, { path }: Problem): readonly Mend[] {
  const name = path === undefined ? undefined : valueAt(draft, path);
  const named = Object.keys(conditionsOf(draft));
  if (path === undefined || typeof name !== 'string' || named.includes(name)) return [];
  const near = nearestName(name, named);
  return [
    ...(near === undefined
      ? []
      : [
          mend(
            'use-condition',
            { name: near },
            (before) => applyPatch(before, [{ op: 'replace', path, value: near }]),
            true,
          ),
        ]),
    ...(nameFault(draft, name) === undefined
      ? [mend('add-condition', { name }, (before) => addCondition(before, name, { all: [] }), true)]
      : []),
  ];
}

function edgeIndex(path: string | undefined): number | undefined {
  const [list, index] = keysOf(path ?? '');
  return list === 'edges' && /^\d+$/.test(index ?? '') ? Number(index) : undefined;
}

function mend(
  says: MendName,
  names: Readonly<Record<string, string>>,
  apply: (draft: Draft) => Draft,
  safe = false,
): Mend {
  return { says, names, safe, apply };
}
