import type { Language } from '@slipway/shared/language';
import {
  describeNode,
  describeWorkflow,
  headingOf,
  type Paragraph,
  readWorkflow,
  type Workflow,
} from '@slipway/shared/workflow';
import { declarationsOf, type FieldChange, settingsOf } from '@slipway/shared/workflow/diff';
import { type Draft, type DraftNode, nodesOf } from '@slipway/shared/workflow/edit';

/** A step as it stands on paper. */
export interface PaperStep {
  readonly node: DraftNode;
  readonly number: number;
  /** What it does and where it leads, in words; empty where nobody can tell. */
  readonly words: readonly string[];
  readonly settings: readonly FieldChange[];
  readonly table: PaperTable | undefined;
}

export interface PaperTable {
  readonly columns: readonly { readonly label: string; readonly answer: boolean }[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly string[] }[];
}

export interface Paper {
  /** What is said of the workflow beside its steps, by heading. */
  readonly chapters: readonly { readonly heading: string; readonly texts: readonly string[] }[];
  readonly steps: readonly PaperStep[];
  readonly declared: readonly FieldChange[];
  /** The line of each card. */
  readonly lines: Readonly<Record<string, string>>;
}

const DECLARED = [
  'variables',
  'connections',
  'calendars',
  'zones',
  'conditions',
  'entry',
  'settings',
  'owner',
] as const;

/** Everything of a workflow that is printed, in the order of its numbers; also of a draft that is no workflow yet. */
export function paperOf(draft: Draft, language: Language): Paper {
  const read = readWorkflow(draft);
  const paragraphs = read.ok ? describeWorkflow(read.workflow, language) : [];
  const steps = nodesOf(draft)
    .map((node, at): PaperStep => {
      const table = node.kind === 'table' ? tableOf(node.config) : undefined;
      return {
        node,
        number: typeof node.number === 'number' ? node.number : at + 1,
        words: paragraphs.filter((each) => each.node === node.id).map(({ text }) => withoutName(text, node)),
        settings: settingsOf(draft, node.id, language).filter(({ path }) => !table || !inTable(path)),
        table,
      };
    })
    .toSorted((a, b) => a.number - b.number);
  return {
    chapters: chaptersOf(paragraphs, language),
    steps,
    declared: DECLARED.flatMap((field) => declarationsOf(draft, field, language)),
    lines: Object.fromEntries(steps.map(({ node }) => [node.id, lineOf(draft, node, language)])),
  };
}

function chaptersOf(paragraphs: readonly Paragraph[], language: Language): Paper['chapters'] {
  const plain = paragraphs.filter(({ node, part }) => node === undefined || part === 'about');
  return [...new Set(plain.map(({ part }) => part))].map((part) => ({
    heading: headingOf(part, language),
    texts: plain.filter((each) => each.part === part).map(({ text }) => text),
  }));
}

/** The number and title stand above it already. */
function withoutName(text: string, { number, title }: DraftNode): string {
  const name = `${String(number)} ${title}: `;
  return text.startsWith(name) ? text.slice(name.length) : text;
}

const inTable = (path: string) => /^\/config\/(inputs|outputs|rows)(\/|$)/.test(path);

/** A decision table as a table; undefined while it is none. */
export function tableOf(config: unknown): PaperTable | undefined {
  const { inputs, outputs, rows } = (config ?? {}) as Readonly<Record<string, unknown>>;
  if (![inputs, outputs, rows].every(Array.isArray)) return undefined;
  const labels = (list: unknown, answer: boolean) =>
    (list as readonly Readonly<Record<string, unknown>>[]).map(({ label, id }) => ({
      label: String(label || id),
      answer,
    }));
  return {
    columns: [...labels(inputs, false), ...labels(outputs, true)],
    rows: (rows as readonly { readonly id?: unknown; readonly when?: unknown; readonly give?: unknown }[]).map(
      ({ id, when, give }, at) => ({
        id: String(id ?? at),
        cells: [when, give].flatMap((cells) => (Array.isArray(cells) ? cells.map(String) : [])),
      }),
    ),
  };
}

function lineOf(draft: Draft, node: DraftNode, language: Language): string {
  try {
    return describeNode(draft as unknown as Workflow, node.id, language);
  } catch {
    return typeof node.description === 'string' ? node.description : '';
  }
}
