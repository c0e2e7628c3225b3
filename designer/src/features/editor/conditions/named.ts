import { describeCondition, EMPTY_CONDITION, leadsTo } from '@slipway/shared/condition';
import {
  addCondition,
  type ConditionUse,
  conditionPointer,
  conditionsOf,
  conditionUses,
  type Draft,
  freshConditionName,
  keysOf,
  nodeOf,
} from '@slipway/shared/workflow/edit';
import { type Editor, reveal } from '../../../editor/editor-context.ts';
import { locale } from '../../../messages/locale.ts';
import { t } from '../../../messages/t.ts';

/** The pointer of the list of named conditions. */
export const CONDITIONS = '/conditions';

/** The named conditions that a condition can refer to: of those, a named one itself none that comes to ask it. */
export function namesToAsk(named: Readonly<Record<string, unknown>>, own: string | undefined): readonly string[] {
  const names = Object.keys(named);
  return own === undefined ? names : names.filter((name) => name !== own && !leadsTo(named, name, own));
}

/** The named condition that a pointer leads into. */
export function namedAt(path: string | undefined): string | undefined {
  const [field, name] = keysOf(path ?? '');
  return field === 'conditions' ? name : undefined;
}

/** A step or named condition that refers to a name, once however often it does. `path` is the first place. */
export interface User {
  readonly key: string;
  readonly title: string;
  /** The step; a named condition has none. */
  readonly node: string | undefined;
  readonly count: number;
  readonly path: string;
}

/** Whatever refers to a name, in the order of the draft. */
export function usersOf(draft: Draft, name: string): readonly User[] {
  const users = new Map<string, User>();
  for (const use of conditionUses(draft, name)) {
    const key = keyOf(use);
    const known = users.get(key);
    if (known) users.set(key, { ...known, count: known.count + 1 });
    else if (use.by === 'condition')
      users.set(key, { key, title: use.name, node: undefined, count: 1, path: use.path });
    else users.set(key, { key, title: titleOf(draft, use.node), node: use.node, count: 1, path: use.path });
  }
  return [...users.values()];
}

const keyOf = (use: ConditionUse): string => (use.by === 'step' ? `step ${use.node}` : `condition ${use.name}`);

function titleOf(draft: Draft, id: string): string {
  const node = nodeOf(draft, id);
  const title = typeof node?.title === 'string' ? node.title : id;
  return typeof node?.number === 'number' ? `${node.number} ${title}` : title;
}

/** What a named condition asks, in a sentence. */
export function sentenceOf(draft: Draft, name: string): string {
  return describeCondition(conditionsOf(draft)[name], { language: locale });
}

/** Adds a named condition that asks for nothing yet, and shows it. */
export function addNamed(editor: Editor): void {
  const name = freshConditionName(editor.document.state.draft, t('conditions.fresh'));
  const label = t('conditions.added', { name });
  if (!editor.document.apply((draft) => addCondition(draft, name, EMPTY_CONDITION), { label })) return;
  editor.announcement.set(label);
  reveal(editor, undefined, conditionPointer(name));
}
