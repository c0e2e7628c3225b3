import type { ActionQuery, DeadLetterQuery, ExceptionQuery } from '@slipway/shared/api';

/** What an address may say after its `?`. Anything else in it is dropped, so an old link still opens its page. */
type Raw = Readonly<Record<string, unknown>>;

function text(value: unknown): string | undefined {
  const string = typeof value === 'number' ? String(value) : value;
  return typeof string === 'string' && string !== '' ? string.slice(0, 300) : undefined;
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((one) => one === value);
}

function present<Search extends object>(search: Search): { [K in keyof Search]?: Search[K] } {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as never;
}

export const severityNames = ['critical', 'high', 'medium', 'low'] as const;
/** Views of the inbox that are shown side by side. */
export const caseTabs = ['open', 'mine', 'overdue', 'waiting', 'closed', 'all'] as const;
/** States that are asked for more seldom. */
export const caseStates = [
  'new',
  'acknowledged',
  'in-progress',
  'reopened',
  'suppressed',
] as const satisfies readonly ExceptionQuery['state'][];
export const exceptionsSearch = (raw: Raw) =>
  present({
    state: oneOf([...caseTabs, ...caseStates], raw.state),
    severity: oneOf(severityNames, raw.severity),
    parent: text(raw.parent),
    search: text(raw.search),
  });

export const shipmentsSearch = (raw: Raw) => present({ search: text(raw.search), kind: text(raw.kind) });
export const shipmentSearch = (raw: Raw) => present({ why: text(raw.why) });
export const librarySearch = (raw: Raw) =>
  present({ q: text(raw.q), tag: text(raw.tag), archived: oneOf(['yes'] as const, raw.archived) });
export const releasesSearch = (raw: Raw) =>
  present({
    q: text(raw.q),
    show: oneOf(['uneven'] as const, raw.show),
    cell: text(raw.cell),
    plan: text(raw.plan),
    history: text(raw.history),
  });
export const workflowSearch = (raw: Raw) =>
  present({ node: text(raw.node), version: typeof raw.version === 'number' ? raw.version : undefined });

export const versionViews = ['canvas', 'words', 'json'] as const;
const side = (value: unknown) => (value === 'draft' || typeof value === 'number' ? value : undefined);
export const versionsSearch = (raw: Raw) =>
  present({
    a: side(raw.a),
    b: side(raw.b),
    at: typeof raw.at === 'number' ? raw.at : undefined,
    view: oneOf(versionViews, raw.view),
  });
export const printSearch = (raw: Raw) => present({ of: side(raw.of) });

export const backtestSearch = (raw: Raw) =>
  present({
    run: text(raw.run),
    subject: text(raw.subject),
    verdict: oneOf(['more', 'fewer', 'different'] as const, raw.verdict),
    search: text(raw.search),
    path: oneOf(['before', 'after'] as const, raw.path),
    at: text(raw.at),
  });

export const editorViews = ['canvas', 'split', 'json', 'outline'] as const;
export const editorSearch = (raw: Raw) =>
  present({ node: text(raw.node), view: oneOf(editorViews, raw.view), try: text(raw.try) });

export const actionTabs = [
  'stuck',
  'retrying',
  'dead',
  'requested',
  'running',
  'done',
  'withdrawn',
] as const satisfies readonly Exclude<ActionQuery['state'], undefined>[];
export const letterTabs = ['open', 'retried', 'all'] as const satisfies readonly DeadLetterQuery['state'][];
export const activitySearch = (raw: Raw) =>
  present({
    tab: oneOf(['actions', 'dead-letters'], raw.tab),
    state: oneOf(actionTabs, raw.state),
    letters: oneOf(letterTabs, raw.letters),
    search: text(raw.search),
    id: text(raw.id),
  });

export const signInSearch = (raw: Raw) => present({ back: text(raw.back) });
export const connectionsSearch = (raw: Raw) =>
  present({
    tab: oneOf(['addresses'] as const, raw.tab),
    slot: text(raw.slot),
    host: text(raw.host),
    port: typeof raw.port === 'number' ? raw.port : undefined,
  });
export const referencesSearch = (raw: Raw) => present({ show: oneOf(['all'] as const, raw.show) });
export const referenceSearch = (raw: Raw) =>
  present({ q: text(raw.q), version: typeof raw.version === 'number' ? raw.version : undefined });
export const variablesSearch = (raw: Raw) => present({ name: text(raw.name) });
export const peopleSearch = (raw: Raw) => present({ q: text(raw.q), id: text(raw.id) });
export const rowSearch = (raw: Raw) => present({ id: text(raw.id) });
export const auditSearch = (raw: Raw) =>
  present({
    search: text(raw.search),
    actor: text(raw.actor),
    object: text(raw.object),
    action: text(raw.action),
    in: text(raw.in),
    from: text(raw.from),
    to: text(raw.to),
    number: typeof raw.number === 'number' ? raw.number : undefined,
  });

export const outboxSearch = (raw: Raw) => present({ kind: oneOf(['mail', 'call'], raw.kind), id: text(raw.id) });
