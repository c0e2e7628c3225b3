import type { LiveChange } from '@slipway/shared/api';

/** What changed in an environment, as the pipeline tells it after a commit. Everything may be left out. */
export interface Change {
  readonly exceptions?: readonly string[];
  readonly actions?: readonly string[];
  readonly subjects?: readonly string[];
  readonly deadLetters?: readonly string[];
  /** Those whose state has changed, or that got further. */
  readonly backtests?: readonly string[];
  readonly workflows?: readonly string[];
  /** Workflows of which counters moved. */
  readonly counted?: readonly string[];
  /** How many calls and mails were caught. */
  readonly caught?: number;
  readonly replay?: boolean;
}

const IDS_MOST = 200;
const LISTS = ['exceptions', 'actions', 'subjects', 'deadLetters', 'backtests'] as const;

/** Changes of an environment that wait for the next message, in bounded space. */
export class Pending {
  readonly #ids = new Map<(typeof LISTS)[number], { readonly ids: Set<string>; more: boolean }>();
  readonly workflows = new Set<string>();
  readonly counted = new Set<string>();
  caught = 0;
  replay = false;

  add(change: Change): void {
    for (const list of LISTS) {
      for (const id of change[list] ?? []) this.#addId(list, id);
    }
    for (const workflow of change.workflows ?? []) this.workflows.add(workflow);
    for (const workflow of change.counted ?? []) this.counted.add(workflow);
    this.caught += change.caught ?? 0;
    this.replay ||= change.replay ?? false;
  }

  /** The message without what must be read from the database. */
  message(): LiveChange {
    const lists = Object.fromEntries(
      [...this.#ids].map(([list, { ids, more }]) => [list, { ids: [...ids], more }]),
    ) as Partial<LiveChange>;
    return {
      type: 'changed',
      ...lists,
      ...(this.caught > 0 ? { outbox: this.caught } : {}),
      ...(this.workflows.size > 0 ? { workflows: [...this.workflows] } : {}),
    };
  }

  #addId(list: (typeof LISTS)[number], id: string): void {
    const entry = this.#ids.get(list) ?? { ids: new Set<string>(), more: false };
    this.#ids.set(list, entry);
    if (entry.ids.size < IDS_MOST) entry.ids.add(id);
    else entry.more ||= !entry.ids.has(id);
  }
}
