import type { Counters, LiveChange, LiveMessage, Summary } from '@slipway/shared/api';
import type { QueryClient } from '@tanstack/react-query';
import { keepReplay } from './commands.ts';
import { keyOf, type Noun } from './queries.ts';
import { sessionQuery } from './session.ts';

/** Lists are read again at most this often, however fast the feed is; what is on screen must stay readable. */
const LIST_REFRESH_MS = 1_500;
const RECONNECT_MS = [1_000, 2_000, 5_000, 10_000];

export type LiveState = 'connecting' | 'open' | 'lost';

/**
 * Keeps the cache true to the feed of one environment until the returned function is called.
 *
 * The browser resumes a broken connection with `Last-Event-ID` by itself; when the server refused it for good, a new
 * one is opened after a while with the same id in the query (`lastEventId`).
 */
export function followLive(client: QueryClient, environment: string, onState: (state: LiveState) => void): () => void {
  const dirty = dirtyLists(client, environment);
  let lastId = '';
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | undefined;

  const open = () => {
    const resume = lastId ? `?lastEventId=${encodeURIComponent(lastId)}` : '';
    const stream = new EventSource(`/api/v1/environments/${encodeURIComponent(environment)}/live${resume}`);
    source = stream;
    stream.onopen = () => {
      failures = 0;
      onState('open');
    };
    stream.onmessage = (e) => {
      if (e.lastEventId) lastId = e.lastEventId;
      const message: LiveMessage = JSON.parse(e.data);
      if (message.type === 'resync') void client.invalidateQueries();
      else applyChange(client, environment, message, dirty.mark);
    };
    stream.onerror = () => {
      onState('lost');
      if (stream.readyState !== EventSource.CLOSED) return;
      // The refusal says no more to a page; it may be that nobody is signed in any more.
      void client.invalidateQueries({ queryKey: sessionQuery().queryKey });
      timer = setTimeout(open, RECONNECT_MS[Math.min(failures++, RECONNECT_MS.length - 1)]);
    };
  };

  onState('connecting');
  open();
  return () => {
    clearTimeout(timer);
    dirty.stop();
    source?.close();
  };
}

/** Writes one message into the cache: new values where it carries them, and marks for what must be read again. */
export function applyChange(
  client: QueryClient,
  environment: string,
  change: LiveChange,
  markList: (noun: Noun) => void,
): void {
  if (change.summary) client.setQueryData<Summary>(keyOf(environment, 'summary'), change.summary);
  if (change.replay !== undefined) keepReplay(client, change.replay);
  for (const [workflow, update] of Object.entries(change.counters ?? {})) {
    client.setQueryData<Counters>(keyOf(environment, 'counters', workflow), (old) => mergeCounters(old, update));
  }
  const nouns = [
    ['exceptions', change.exceptions],
    ['actions', change.actions],
    ['subjects', change.subjects],
    ['dead-letters', change.deadLetters],
    ['backtests', change.backtests],
  ] as const;
  for (const [noun, changed] of nouns) {
    if (!changed || (changed.ids.length === 0 && !changed.more)) continue;
    markList(noun);
    for (const id of changed.ids) {
      void client.invalidateQueries({ queryKey: keyOf(environment, noun, 'one', id) });
    }
    if (changed.more) void client.invalidateQueries({ queryKey: keyOf(environment, noun, 'one') });
  }
  if (change.outbox !== undefined) markList('outbox');
  if (change.workflows?.length) void client.invalidateQueries({ queryKey: keyOf(environment, 'workflows') });
}

type CounterUpdate = Pick<Counters, 'version' | 'nodes' | 'ports'>;

/** Values of the steps that changed replace the old ones. Another version's counters are not mixed in. */
export function mergeCounters(old: Counters | undefined, update: CounterUpdate): Counters | undefined {
  if (!old || old.version !== update.version) return old;
  return { ...old, nodes: { ...old.nodes, ...update.nodes }, ports: { ...old.ports, ...update.ports } };
}

function dirtyLists(client: QueryClient, environment: string) {
  const marked = new Set<Noun>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const noun of marked) void client.invalidateQueries({ queryKey: keyOf(environment, noun, 'list') });
    marked.clear();
  };
  return {
    mark: (noun: Noun) => {
      marked.add(noun);
      timer ??= setTimeout(flush, LIST_REFRESH_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
