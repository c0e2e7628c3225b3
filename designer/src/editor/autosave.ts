import type { Draft } from '@slipway/shared/workflow/edit';
import type { EditorDocument } from './document.ts';

/** How it stands with the saved draft. */
export type SaveState =
  | { readonly kind: 'saved'; readonly at: string | null }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  /** Tried again by itself. */
  | { readonly kind: 'failed'; readonly failure: unknown }
  /** Another window saved meanwhile: nothing is saved until somebody chooses. */
  | { readonly kind: 'conflict' };

export interface Saved {
  readonly etag: string;
  readonly updatedAt: string;
}

export interface AutosaveOptions {
  readonly document: EditorDocument;
  /** Of the draft that was read; null when there is none yet. */
  readonly saved: Saved | null;
  readonly save: (draft: Draft, etag: string) => Promise<Saved>;
  readonly isConflict: (failure: unknown) => boolean;
  readonly delayMs?: number;
  readonly retryMs?: number;
}

/** Saves the draft a moment after the last change, one request at a time, and never over what it has not seen. */
export class Autosave {
  readonly #options: AutosaveOptions;
  #state: SaveState;
  #etag: string;
  #savedDraft: Draft;
  #savedAt: string | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #inFlight: Promise<void> | undefined;
  readonly #listeners = new Set<() => void>();
  #stop: () => void = () => {};

  constructor(options: AutosaveOptions) {
    this.#options = options;
    this.#etag = options.saved?.etag ?? '*';
    this.#savedDraft = options.document.state.draft;
    this.#savedAt = options.saved?.updatedAt ?? null;
    this.#state = { kind: 'saved', at: this.#savedAt };
  }

  get state(): SaveState {
    return this.#state;
  }

  get etag(): string {
    return this.#etag;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Begins to watch the document. Answers how to stop; what is not saved then is saved at once. */
  start(): () => void {
    this.#stop = this.#options.document.subscribe(() => this.#changed());
    return () => {
      this.#stop();
      void this.flush();
    };
  }

  /** Saves what is not saved yet, now. Resolves when nothing is on its way; look at `state` for how it went. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#inFlight) await this.#inFlight;
    if (this.#state.kind === 'conflict' || !this.#isDirty()) return;
    this.#inFlight = this.#save().finally(() => {
      this.#inFlight = undefined;
    });
    await this.#inFlight;
  }

  /** After a conflict: goes on from the draft that was saved elsewhere, which the document now holds or is to replace. */
  goOn(saved: Saved, draft: Draft): void {
    this.#etag = saved.etag;
    this.#savedDraft = draft;
    this.#savedAt = saved.updatedAt;
    this.#set({ kind: 'saved', at: saved.updatedAt });
    this.#changed();
  }

  #isDirty(): boolean {
    return this.#options.document.state.draft !== this.#savedDraft;
  }

  #changed(): void {
    if (this.#state.kind === 'conflict') return;
    if (!this.#isDirty()) {
      // Undone before it was saved: there is nothing to save any more.
      if (this.#state.kind === 'waiting') this.#set({ kind: 'saved', at: this.#savedAt });
      return;
    }
    if (this.#state.kind !== 'saving') this.#set({ kind: 'waiting' });
    this.#later(this.#options.delayMs ?? 800);
  }

  #later(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), delayMs);
  }

  async #save(): Promise<void> {
    const { draft } = this.#options.document.state;
    this.#set({ kind: 'saving' });
    try {
      const saved = await this.#options.save(draft, this.#etag);
      this.#etag = saved.etag;
      this.#savedDraft = draft;
      this.#savedAt = saved.updatedAt;
      this.#set({ kind: 'saved', at: saved.updatedAt });
      this.#changed();
    } catch (failure) {
      if (this.#options.isConflict(failure)) return this.#set({ kind: 'conflict' });
      this.#set({ kind: 'failed', failure });
      this.#later(this.#options.retryMs ?? 5_000);
    }
  }

  #set(state: SaveState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
