import { describeCondition } from '../../condition/index.ts';
import { type GraphChanges, graphChanges } from '../../promotion/graph-changes.ts';
import { describeDuration, parseDuration } from '../../time/index.ts';
import type { Workflow } from '../graph.ts';

/** What differs between two versions of a workflow, step by step and in words. */
export interface WorkflowChanges {
  readonly structure: GraphChanges;
  /** Steps of which nothing but the title differs. */
  readonly renamed: readonly string[];
  /** Steps that only lie elsewhere on the canvas. */
  readonly moved: readonly string[];
  /** One line for each difference, for people. */
  readonly words: readonly string[];
}

/** Compares two versions of a workflow; steps are matched by id. */
export function diffWorkflows(before: Workflow, after: Workflow): WorkflowChanges {
  const structure = graphChanges(before, after);
  const renamed = structure.nodes.filter(({ change, paths }) => change === 'changed' && paths.join() === '/title');
  const touched = new Set(structure.nodes.map(({ id }) => id));
  const moved = after.nodes.flatMap(({ id }) => {
    const [old, now] = [before.layout?.[id], after.layout?.[id]];
    return old && now && !touched.has(id) && (old[0] !== now[0] || old[1] !== now[1]) ? [id] : [];
  });
  const titles = new Map([...before.nodes, ...after.nodes].map(({ id, title }) => [id, title]));
  const words = [
    ...structure.nodes.filter(({ change }) => change === 'removed').map(({ title }) => `“${title}” is removed.`),
    ...structure.nodes
      .filter(({ change }) => change === 'added')
      .map(({ title, after: does }) => `“${title}” is new: ${does ?? ''}.`),
    ...structure.json.map(({ nodeId, path, before: old, after: now }) => {
      const where = nodeId === undefined ? '' : `“${titles.get(nodeId) ?? nodeId}” `;
      const change = structure.nodes.find(({ id }) => id === nodeId)?.change;
      return change === 'added' || change === 'removed'
        ? ''
        : `${where}${path.slice(1).replace(/^config\//, '')}: ${said(old)} → ${said(now)}.`;
    }),
    ...structure.edges.removed.map((wire) => `The wire ${wire.replace('>', ' → ')} is removed.`),
    ...structure.edges.added.map((wire) => `The wire ${wire.replace('>', ' → ')} is new.`),
    ...groupWords(before, after, titles),
  ].filter((line) => line !== '');
  return { structure, renamed: renamed.map(({ id }) => id), moved, words };
}

/** What became of the frames around steps; they change nothing of what the workflow does. */
function groupWords(before: Workflow, after: Workflow, titles: ReadonlyMap<string, string>): readonly string[] {
  const olds = new Map(before.groups?.map((group) => [group.id, group]));
  const news = new Map(after.groups?.map((group) => [group.id, group]));
  const named = (nodes: readonly string[]) => nodes.map((id) => `“${titles.get(id) ?? id}”`).join(', ');
  const gone = [...olds.values()].filter(({ id }) => !news.has(id));
  return [
    ...gone.map(({ title }) => `The group “${title}” is taken away.`),
    ...[...news.values()].flatMap(({ id, title, nodes }) => {
      const old = olds.get(id);
      if (!old) return [`The group “${title}” is new: ${named(nodes)}.`];
      const coming = nodes.filter((node) => !old.nodes.includes(node));
      const leaving = old.nodes.filter((node) => !nodes.includes(node));
      return [
        old.title === title ? '' : `The group “${old.title}” is called “${title}”.`,
        coming.length === 0 ? '' : `The group “${title}” takes in ${named(coming)}.`,
        leaving.length === 0 ? '' : `The group “${title}” no longer holds ${named(leaving)}.`,
      ];
    }),
  ];
}

const SAID_MAX = 160;

/** A value as people say it: durations in words, conditions as a sentence. */
function said(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return /^\d|^P/.test(value) ? spelt(value) : `“${value.slice(0, SAID_MAX)}”`;
  if (
    typeof value === 'object' &&
    value !== null &&
    ['all', 'any', 'not', 'fact', 'condition'].some((key) => key in value)
  )
    return `“${describeCondition(value)}”`;
  return (JSON.stringify(value) ?? '').slice(0, SAID_MAX);
}

function spelt(text: string): string {
  try {
    return describeDuration(parseDuration(text));
  } catch {
    return `“${text.slice(0, SAID_MAX)}”`;
  }
}
