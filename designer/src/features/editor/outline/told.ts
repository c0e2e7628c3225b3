import type { Problem } from '@slipway/shared/problem';
import { NODE_KINDS, type NodeKind } from '@slipway/shared/workflow';
import type { DraftGraph, DraftNode, DraftNote } from '@slipway/shared/workflow/edit';
import type { Overlay } from '../../../editor/editor-context.ts';
import type { English } from '../../../editor/english.ts';
import { kindWords } from '../../../editor/node-kinds/index.ts';
import { portLabel } from '../../../editor/ports.ts';
import { problemText } from '../../../messages/said.ts';
import { t, tn } from '../../../messages/t.ts';
import { readableText } from '../../../ui/time.ts';
import type { OutlineRow } from './rows.ts';

/** What the rows of an outline tell of, looked up once for all of them. */
export interface Told {
  readonly name: string;
  readonly steps: ReadonlyMap<string, { readonly node: DraftNode; readonly number: number }>;
  readonly english: English;
  readonly overlay: Overlay;
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  readonly groups: ReadonlyMap<string, { readonly title: string; readonly size: number }>;
  /** The title of the group that a step stands in. */
  readonly groupOf: ReadonlyMap<string, string>;
  readonly notes: ReadonlyMap<string, DraftNote>;
  readonly changed: ReadonlySet<string>;
}

export function toldOf(
  graph: DraftGraph,
  more: Pick<Told, 'english' | 'overlay' | 'changed'> & { readonly found: readonly Problem[] },
): Told {
  const problems = new Map<string, Problem[]>();
  for (const problem of more.found) {
    if (problem.nodeId === undefined) continue;
    const own = problems.get(problem.nodeId) ?? [];
    problems.set(problem.nodeId, own);
    own.push(problem);
  }
  const groups = graph.groups ?? [];
  return {
    name: graph.name,
    steps: new Map(
      graph.nodes.map((node, at) => [
        node.id,
        { node, number: typeof node.number === 'number' ? node.number : at + 1 },
      ]),
    ),
    english: more.english,
    overlay: more.overlay,
    problems,
    groups: new Map(groups.map(({ id, title, nodes }) => [id, { title, size: nodes.length }])),
    groupOf: new Map(groups.flatMap(({ title, nodes }) => nodes.map((id) => [id, title] as const))),
    notes: new Map((graph.notes ?? []).map((note) => [note.id, note])),
    changed: more.changed,
  };
}

export function kindTitle(kind: string): string {
  return isKind(kind) ? kindWords(kind).title : kind;
}

const isKind = (kind: string): kind is NodeKind => Object.hasOwn(NODE_KINDS, kind);

/** A step by its number and title, as others refer to it. */
export function stepName(told: Told, id: string): string {
  const step = told.steps.get(id);
  return step ? t('choice.step', { number: step.number, title: step.node.title }) : id;
}

/** What a port is called; one that the step does not have keeps its name. */
export function portName(told: Told, id: string, port: string): string {
  const step = told.steps.get(id);
  return step ? portLabel(step.node, port) : port;
}

/** The answer of what is tried, as the card's foot has it; undefined while nothing is. */
export function answerOf({ overlay }: Told, id: string): { readonly lit: boolean; readonly text: string } | undefined {
  if (!overlay.marks.path) return undefined;
  const mark = overlay.marks.nodes[id];
  const lit = mark?.state === 'lit';
  return { lit, text: mark?.answer ?? t(lit ? 'node.passed' : 'node.not-reached') };
}

/** All that a row says for whoever hears it: what is read first and in its order, so that it can be called by it, then what is only seen. */
export function rowLabel(row: OutlineRow, told: Told, now: string | null): string {
  switch (row.is) {
    case 'workflow':
      return t('hands.row-workflow', { name: told.name });
    case 'head':
      return t(`hands.head-${row.head}`);
    case 'group': {
      const group = told.groups.get(row.group);
      return t('hands.row-group', {
        title: group?.title ?? row.group,
        steps: tn('hands.group-steps', group?.size ?? 0),
      });
    }
    case 'member':
      return t('hands.row-member', { step: stepName(told, row.node) });
    case 'note':
      return t('canvas.note-label', { text: told.notes.get(row.note)?.text ?? '' });
    case 'fork':
      return t('hands.row-fork', {
        port: portName(told, row.node, row.port),
        ways: tn('hands.ways', row.leads.length),
      });
    case 'port': {
      const port = portName(told, row.node, row.port);
      if (!row.lead) return t('hands.row-free', { port });
      return t(`hands.row-leads-${row.lead.shown}`, { port, step: stepName(told, row.lead.node) });
    }
    case 'step':
      return stepLabel(row.node, told, now);
  }
}

function stepLabel(id: string, told: Told, now: string | null): string {
  const step = told.steps.get(id);
  if (!step) return id;
  const answer = answerOf(told, id);
  const problems = told.problems.get(id) ?? [];
  const group = told.groupOf.get(id);
  const [first] = problems;
  return [
    `${step.number}, ${step.node.title}, ${kindTitle(step.node.kind)}.`,
    ended(told.english[id] ?? ''),
    first ? ended(tn('workflow.problems', problems.length)) : '',
    answer ? ended(readableText(answer.text, now)) : '',
    group === undefined ? '' : ended(t('hands.in-group', { title: group })),
    first ? t('hands.says-problem', { first: problemText(first) }) : '',
    told.changed.has(id) ? t('hands.says-changed') : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** As a sentence of its own. */
const ended = (text: string): string => (text === '' || /[.!?…]$/.test(text) ? text : `${text}.`);
