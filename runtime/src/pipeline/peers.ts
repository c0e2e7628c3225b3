import { randomUUID } from 'node:crypto';
import type { Change } from './changes.ts';

/** Prompt news from process to process, which may be lost; see `News` of the database. */
export interface NewsChannel {
  tell(text: string): void;
  listen(onNews: (text: string) => void, onGap: () => void): void;
}

/** What one process tells the others. */
export type Word =
  | { readonly is: 'change'; readonly change: Change }
  /** People's requests that a commit has answered. */
  | { readonly is: 'answered'; readonly environment: string; readonly requests: readonly string[] }
  /** Something was decided, ended or appended. */
  | { readonly is: 'moved'; readonly environment: string }
  /** Rows came into the event outbox. */
  | { readonly is: 'outbox'; readonly environment: string }
  /** The environment, its connections or its sources are other than they were. */
  | { readonly is: 'changed'; readonly environment: string };

/** Hears the other processes. */
export interface Hearing {
  hear(word: Word): void;
  /** Something may have been missed. */
  gap(): void;
}

/** Characters of ids in one notification; with everything around them they stay within its bytes. */
const IDS_CHARACTERS = 2_400;
const IDS_MOST = 250;
const MOVED_EVERY_MS = 2;
const TEXT_BYTES = 7_900;

/** The other processes of this installation: what one commits, the others show. */
export class Peers {
  readonly #channel: NewsChannel;
  readonly #self = randomUUID().slice(0, 8);
  readonly #moved = new Map<string, NodeJS.Timeout>();

  constructor(channel: NewsChannel) {
    this.#channel = channel;
  }

  listen(hearing: Hearing): void {
    const onNews = (text: string) => {
      const { from, word } = JSON.parse(text) as { from: string; word: Word };
      if (from !== this.#self) hearing.hear(word);
    };
    this.#channel.listen(onNews, () => hearing.gap());
  }

  tell(word: Word): void {
    switch (word.is) {
      case 'moved':
        this.#tellMoved(word.environment);
        break;
      case 'answered':
        for (const requests of packed(word.requests)) this.#send({ ...word, requests });
        break;
      case 'change':
        for (const change of split(word.change)) this.#send({ is: 'change', change });
        break;
      default:
        this.#send(word);
    }
  }

  /** Told after a moment, and once for what moved in it. */
  #tellMoved(environment: string): void {
    if (this.#moved.has(environment)) return;
    const timer = setTimeout(() => {
      this.#moved.delete(environment);
      this.#send({ is: 'moved', environment });
    }, MOVED_EVERY_MS);
    this.#moved.set(environment, timer);
  }

  #send(word: Word): void {
    const text = JSON.stringify({ from: this.#self, word });
    // What is too long is left out; the others notice a commit that they were not told of.
    if (Buffer.byteLength(text) <= TEXT_BYTES) this.#channel.tell(text);
  }
}

const LISTS = ['subjects', 'exceptions', 'actions', 'deadLetters'] as const;

/** A change in parts that each fit into a notification; ids beyond the first hundreds are left out. */
function split(change: Change): readonly Change[] {
  if (change.kind !== 'batch') return [change];
  const bare = { ...change, subjects: [], exceptions: [], actions: [], deadLetters: [], counters: [] };
  const zero = { decided: 0, duplicate: 0, skipped: 0, deadLettered: 0 };
  const further = { ...bare, outcomes: zero, sources: {}, decisionMs: null };
  const parts: Change[] = [{ ...bare, sources: few(change.sources) }];
  for (const list of LISTS) {
    for (const ids of packed(change[list].slice(0, IDS_MOST))) parts.push({ ...further, [list]: ids });
  }
  for (let from = 0; from < change.counters.length; from += 15) {
    parts.push({ ...further, counters: change.counters.slice(from, from + 15) });
  }
  return parts;
}

function few(sources: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(sources).slice(0, 10));
}

function* packed(ids: readonly string[]): Iterable<readonly string[]> {
  let pack: string[] = [];
  let size = 0;
  for (const id of ids) {
    if (size + id.length > IDS_CHARACTERS && pack.length > 0) {
      yield pack;
      pack = [];
      size = 0;
    }
    pack.push(id);
    size += id.length + 3;
  }
  if (pack.length > 0) yield pack;
}
