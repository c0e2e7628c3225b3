import { type Draft, isObject, listOf } from './draft.ts';
import { withField, withList } from './fields.ts';

export type WorkflowField =
  | 'name'
  | 'description'
  | 'tags'
  | 'zones'
  | 'calendars'
  | 'subject'
  | 'variables'
  | 'connections'
  | 'entry'
  | 'settings'
  | 'owner';

/** Sets a field of the whole workflow, or removes it for `undefined`. */
export function setField(draft: Draft, field: WorkflowField, value: unknown): Draft {
  return withField(draft, 'workflow', field, value);
}

/** Sets one of the settings, or removes it for `undefined`; a settings block without any is removed. */
export function setSetting(draft: Draft, field: string, value: unknown): Draft {
  const settings = withField(isObject(draft.settings) ? draft.settings : {}, 'settings', field, value);
  return setField(draft, 'settings', Object.keys(settings).length === 0 ? undefined : settings);
}

/** Declares a connection that actions can name; a slot that is declared stays as it is. */
export function declareSlot(draft: Draft, slot: string, connector: string): Draft {
  const known = listOf(draft, 'connections').some((one) => isObject(one) && one.slot === slot);
  return known ? draft : withList(draft, 'connections', (all) => [...all, { slot, connector }]);
}

/** Declares a variable; one that is declared stays as it is. */
export function declareVariable(
  draft: Draft,
  variable: { readonly name: string; readonly type: string; readonly default?: unknown },
): Draft {
  const known = listOf(draft, 'variables').some((one) => isObject(one) && one.name === variable.name);
  return known ? draft : withList(draft, 'variables', (all) => [...all, variable]);
}

/** Replaces the whole document, as the JSON view does. */
export function replaceDraft(_draft: Draft, next: Draft): Draft {
  return next;
}
