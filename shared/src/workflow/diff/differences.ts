import type { Telling } from '../../expression/index.ts';
import type { Language } from '../../language/index.ts';
import { describeNode, WORKFLOW_WORDINGS } from '../describe/node.ts';
import { leadOf } from '../describe/workflow.ts';
import { conditionsAskedBy } from '../edit/conditions.ts';
import { type Draft, type DraftNode, edgesOf, layoutOf, nodesOf, notesOf } from '../edit/draft.ts';
import { splitEnd, type Workflow, type WorkflowNode } from '../graph.ts';
import { rawChanges, same } from './fields.ts';
import { columnsOf, type FieldChange, kindsOf, NO_COLUMNS, sayChange } from './said.ts';
import { FIELD_WORDINGS } from './words/index.ts';

/** One thing that two versions of a workflow do not have in common, to be walked to on a canvas that shows both. */
export interface Difference {
  /** Stays the same while other things change: `step:late`. */
  readonly key: string;
  readonly of: 'step' | 'whole' | 'note' | 'places';
  readonly change: 'added' | 'removed' | 'changed' | 'moved';
  /** The step; for places the first of those that were moved. */
  readonly node?: string;
  /** Steps that it concerns. */
  readonly nodes: readonly string[];
  /** Wires that are new or gone with it, as `late.out>reroute.in`. */
  readonly wires: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly title: string;
  /** What the step does, in a sentence; null where it is not there. */
  readonly before: string | null;
  readonly after: string | null;
  readonly fields: readonly FieldChange[];
}

/**
 * What differs between two versions, however unfinished one of them is: steps in the order in which they are read, then the
 * workflow itself, notes, and what only lies elsewhere. Wires belong to the step that they leave.
 */
export function differencesOf(before: Draft, after: Draft, language: Language = 'en'): readonly Difference[] {
  if (same(before, after)) return [];
  const both = new Both(before, after, language);
  return [...both.steps(), ...both.whole(), ...both.notes(), ...both.places()];
}

/** Everything that a step is configured with, as its form would show it. */
export function settingsOf(draft: Draft, nodeId: string, language: Language = 'en'): readonly FieldChange[] {
  const node = nodesOf(draft).find(({ id }) => id === nodeId);
  if (!node) return [];
  const columns = columnsOf(node.config);
  return rawChanges(undefined, { config: node.config }).map((change) =>
    sayChange(change, tellingOf([draft], language), kindsOf(node), columns),
  );
}

/** A field of the workflow itself with all that stands in it: its variables, its calendars. */
export function declarationsOf(draft: Draft, field: string, language: Language = 'en'): readonly FieldChange[] {
  const telling = tellingOf([draft], language);
  const change = rawChanges(undefined, { [field]: draft[field] });
  return change.map((each) => sayChange(each, telling, new Map()));
}

const DRAWN = new Set(['nodes', 'edges', 'layout', 'notes', 'id']);
const NO_WIRES = { added: [], removed: [] } as const;

class Both {
  readonly #before: Draft;
  readonly #after: Draft;
  readonly #language: Language;
  readonly #telling: Telling;

  constructor(before: Draft, after: Draft, language: Language) {
    [this.#before, this.#after, this.#language] = [before, after, language];
    this.#telling = tellingOf([before, after], language);
  }

  steps(): readonly Difference[] {
    const [olds, news] = [byId(nodesOf(this.#before)), byId(nodesOf(this.#after))];
    const [oldWays, newWays] = [waysOf(this.#before), waysOf(this.#after)];
    const none: Ways = new Map();
    return this.#inOrder().flatMap((id): readonly Difference[] => {
      const [old, now] = [olds.get(id), news.get(id)];
      const node = now ?? old;
      if (!node) return [];
      const ways = this.#wayChanges(node, oldWays.get(id) ?? none, newWays.get(id) ?? none);
      const fields = [...(old === now ? [] : this.#fields(old, now)), ...ways.fields];
      if (old && now && fields.length === 0) return [];
      return [
        {
          key: `step:${id}`,
          of: 'step',
          change: old ? (now ? 'changed' : 'removed') : 'added',
          node: id,
          nodes: [id],
          wires: ways.wires,
          title: node.title,
          before: old ? sentence(this.#before, id, this.#language) : null,
          after: now ? sentence(this.#after, id, this.#language) : null,
          fields,
        },
      ];
    });
  }

  /** Down the canvas, as it is read; steps that are gone between the others. */
  #inOrder(): readonly string[] {
    const places = { ...layoutOf(this.#before), ...layoutOf(this.#after) };
    const ids = [...new Set([...nodesOf(this.#after), ...nodesOf(this.#before)].map(({ id }) => id))];
    const place = (id: string) => places[id] ?? [0, 0];
    return ids.toSorted((a, b) => place(a)[1] - place(b)[1] || place(a)[0] - place(b)[0]);
  }

  #fields(old: DraftNode | undefined, now: DraftNode | undefined): readonly FieldChange[] {
    const [{ id: _old, ...before }, { id: _now, ...after }] = [old ?? { id: '' }, now ?? { id: '' }];
    const [was, is] = [columnsOf(old?.config), columnsOf(now?.config)];
    const columns = { when: longer(was.when, is.when), give: longer(was.give, is.give) };
    const kinds = kindsOf(old, now);
    const changes = rawChanges(old ? before : {}, now ? after : {});
    // Of a step that is new or gone, only what it does.
    const own = old && now ? changes : changes.filter(({ steps: [first] }) => isNamed(first, 'config'));
    return own.map((change) => sayChange(change, this.#telling, kinds, columns));
  }

  #wayChanges(node: DraftNode, old: Ways, now: Ways) {
    const w = FIELD_WORDINGS[this.#language];
    const [added, removed]: [string[], string[]] = [[], []];
    const fields = [...new Set([...old.keys(), ...now.keys()])].flatMap((port): readonly FieldChange[] => {
      const [was, is] = [old.get(port) ?? [], now.get(port) ?? []];
      const gone = was.filter((to) => !is.includes(to));
      const fresh = is.filter((to) => !was.includes(to));
      if (gone.length + fresh.length === 0) return [];
      removed.push(...gone.map((to) => `${node.id}.${port}>${to}`));
      added.push(...fresh.map((to) => `${node.id}.${port}>${to}`));
      const label = [leadIn(node, port, this.#language), w.leadsTo].filter(Boolean).join(' · ');
      const names = (draft: Draft, ends: readonly string[]) =>
        ends.length === 0 ? w.nowhere : ends.map((to) => titleIn(draft, splitEnd(to).nodeId)).join(', ');
      return [{ path: `/edges/${port}`, label, before: names(this.#before, was), after: names(this.#after, is) }];
    });
    return { fields, wires: { added, removed } };
  }

  whole(): readonly Difference[] {
    const rest = (draft: Draft) => Object.fromEntries(Object.entries(draft).filter(([key]) => !DRAWN.has(key)));
    const changes = rawChanges(rest(this.#before), rest(this.#after));
    if (changes.length === 0) return [];
    const fields = changes.map((change) => sayChange(change, this.#telling, new Map(), NO_COLUMNS));
    const title = FIELD_WORDINGS[this.#language].whole;
    return [{ ...this.#plain('whole', 'changed'), title, nodes: this.#askers(), fields }];
  }

  /** The steps that ask a named condition which asks something else now. */
  #askers(): readonly string[] {
    const olds = byId(nodesOf(this.#before));
    return nodesOf(this.#after).flatMap((now) => {
      const old = olds.get(now.id);
      const asks = (draft: Draft, node: DraftNode) => conditionsAskedBy(draft, [node]);
      const changed = old && same(old, now) && !same(asks(this.#before, old), asks(this.#after, now));
      return changed ? [now.id] : [];
    });
  }

  notes(): readonly Difference[] {
    const w = FIELD_WORDINGS[this.#language];
    const [olds, news] = [byId(notesOf(this.#before)), byId(notesOf(this.#after))];
    return [...new Set([...news.keys(), ...olds.keys()])].flatMap((id): readonly Difference[] => {
      const [old, now] = [olds.get(id), news.get(id)];
      const [before, after] = [old?.text ?? null, now?.text ?? null];
      if (before === after) return [];
      const change = old ? (now ? 'changed' : 'removed') : 'added';
      const field = { path: `/notes/${id}`, label: w.fields.text ?? '', before, after };
      return [{ ...this.#plain('note', change), key: `note:${id}`, title: w.note, fields: [field] }];
    });
  }

  /** Steps and notes that are the same and only stand elsewhere. */
  places(): readonly Difference[] {
    const [was, is] = [layoutOf(this.#before), layoutOf(this.#after)];
    const known = new Set(nodesOf(this.#before).map(({ id }) => id));
    const moved = nodesOf(this.#after).flatMap(({ id }) => {
      const [old, now] = [was[id], is[id]];
      return known.has(id) && old && now && !same(old, now) ? [id] : [];
    });
    const [first] = moved;
    if (first === undefined) return [];
    const title = FIELD_WORDINGS[this.#language].places;
    return [{ ...this.#plain('places', 'moved'), title, node: first, nodes: moved }];
  }

  #plain(of: Difference['of'], change: Difference['change']): Difference {
    return { key: of, of, change, nodes: [], wires: NO_WIRES, title: '', before: null, after: null, fields: [] };
  }
}

/** Where wires lead, by port. */
type Ways = ReadonlyMap<string, readonly string[]>;

/** By the step that they leave, in one pass: a workflow may have hundreds of steps. */
function waysOf(draft: Draft): ReadonlyMap<string, Ways> {
  const ways = new Map<string, Map<string, string[]>>();
  for (const { from, to } of edgesOf(draft)) {
    const { nodeId, port } = splitEnd(from);
    const own = ways.get(nodeId) ?? new Map<string, string[]>();
    ways.set(nodeId, own);
    own.set(port, [...(own.get(port) ?? []), to]);
  }
  return ways;
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}

function isNamed(step: { readonly kind: string; readonly name?: string } | undefined, name: string): boolean {
  return step?.kind === 'field' && step.name === name;
}

const longer = (a: readonly string[], b: readonly string[]) => (a.length > b.length ? a : b);

/** Steps by their titles, variables with what they stand for; of both versions, the newer first. */
function tellingOf(drafts: readonly Draft[], language: Language): Telling {
  const titles = drafts.flatMap((draft) => nodesOf(draft).map(({ id, title }) => [id, title] as const));
  return { language, steps: new Map(titles) };
}

function titleIn(draft: Draft, id: string): string {
  const node = nodesOf(draft).find((each) => each.id === id);
  return node ? [node.number, node.title].filter((each) => each !== undefined).join(' ') : id;
}

/** A draft may hold steps that nobody can describe yet. */
function sentence(draft: Draft, id: string, language: Language): string | null {
  try {
    return describeNode(draft as unknown as Workflow, id, language) || null;
  } catch {
    return null;
  }
}

function leadIn(node: DraftNode, port: string, language: Language): string {
  try {
    return leadOf(node as unknown as WorkflowNode, port, WORKFLOW_WORDINGS[language]);
  } catch {
    return port;
  }
}
