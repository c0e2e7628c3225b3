import type { Problem } from '../problem/index.ts';

/** A rule as json-rules-engine saves it, as far as it can be taken over. */
export interface ForeignRule {
  readonly name: string;
  readonly priority: number;
  readonly conditions: unknown;
  readonly event: { readonly type: string; readonly params: Fields | undefined };
  /** JSON pointer of it in the file. */
  readonly path: string;
}

/** What a file of rules holds; the named conditions are those of `engine.setCondition`. */
export interface RulesFile {
  readonly rules: readonly ForeignRule[];
  readonly named: Fields;
  readonly problems: readonly Problem[];
}

type Fields = Readonly<Record<string, unknown>>;

const FILE_FIELDS: ReadonlySet<string> = new Set(['rules', 'conditions']);
const RULE_FIELDS: ReadonlySet<string> = new Set(['name', 'priority', 'conditions', 'event']);
const EVENT_FIELDS: ReadonlySet<string> = new Set(['type', 'params']);
const CALLBACKS: ReadonlySet<string> = new Set(['onSuccess', 'onFailure']);

/**
 * Reads a rule, a list of rules, or `{ "rules": […], "conditions": { name: … } }`. Never throws: what cannot be taken
 * over comes back as problems, and nothing is left out silently.
 */
export function readRules(raw: unknown): RulesFile {
  const problems: Problem[] = [];
  const whole = isFields(raw) && Object.hasOwn(raw, 'rules') ? raw : undefined;
  if (whole) refuseUnknown(whole, { known: FILE_FIELDS, path: '', of: 'a file of rules' }, problems);
  const list = whole ? whole.rules : raw;
  const rows: readonly unknown[] = Array.isArray(list) ? list : [list];
  const base = `${whole ? '/rules' : ''}`;
  const rules = rows.flatMap((row, index) => {
    const path = Array.isArray(list) ? `${base}/${index}` : base;
    return readRule(row, { path, index }, problems) ?? [];
  });
  if (rows.length === 0) problems.push(error('no-rules', 'There is no rule in it.', base));
  const named = whole?.conditions ?? {};
  if (!isFields(named)) problems.push(error('rule-shape', 'Named conditions are an object, by name.', '/conditions'));
  return { rules, named: isFields(named) ? named : {}, problems };
}

function readRule(
  row: unknown,
  { path, index }: { readonly path: string; readonly index: number },
  problems: Problem[],
): ForeignRule | undefined {
  if (!isFields(row)) {
    problems.push(error('rule-shape', 'A rule is an object with conditions and an event.', path));
    return undefined;
  }
  refuseUnknown(row, { known: RULE_FIELDS, path, of: 'a rule' }, problems);
  const event = typeof row.event === 'string' ? { type: row.event } : row.event;
  if (!isFields(event) || typeof event.type !== 'string' || event.type === '') {
    problems.push(error('rule-event', 'A rule needs an event with a type.', `${path}/event`));
    return undefined;
  }
  refuseUnknown(event, { known: EVENT_FIELDS, path: `${path}/event`, of: 'the event of a rule' }, problems);
  if (event.params !== undefined && !isFields(event.params))
    problems.push(error('rule-event', 'The params of an event are an object.', `${path}/event/params`));
  const name = typeof row.name === 'string' && row.name !== '' ? row.name : event.type;
  return {
    name: name.slice(0, 150) || `Rule ${index + 1}`,
    priority: typeof row.priority === 'number' ? row.priority : 1,
    conditions: row.conditions,
    event: { type: event.type, params: isFields(event.params) ? event.params : undefined },
    path,
  };
}

function refuseUnknown(
  fields: Fields,
  about: { readonly known: ReadonlySet<string>; readonly path: string; readonly of: string },
  problems: Problem[],
): void {
  for (const key of Object.keys(fields)) {
    if (about.known.has(key)) continue;
    const path = `${about.path}/${key}`;
    if (CALLBACKS.has(key))
      problems.push(error('rule-callback', `${key} is code. Draw what it does behind the rule's condition.`, path));
    else problems.push(error('rule-field', `“${key.slice(0, 60)}” of ${about.of} is not known here.`, path));
  }
}

/** Whether a value is an object that is no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Something that cannot be taken over. */
export function error(code: string, message: string, path: string): Problem {
  return { code, severity: 'error', message, path };
}
