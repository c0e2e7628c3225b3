import type { Database } from '../database/index.ts';
import { type Environment, listEnvironments } from '../stores/environments.ts';
import { readCommitNumbers } from '../stores/rest.ts';
import type { Answers } from './answers.ts';
import type { Changes } from './changes.ts';
import { MissedCommits } from './missed-commits.ts';
import type { Peers, Word } from './peers.ts';

/** What is done with what other processes say. */
export interface NeighbourParts {
  readonly database: Database;
  readonly peers: Peers;
  readonly changes: Changes;
  readonly answers: Answers;
  /** Meets an environment, made here or elsewhere; called again and again. */
  readonly meet: (environment: Environment) => Promise<void>;
  /** Something in an environment was decided, ended or appended. */
  readonly moved: (environment: string) => void;
  /** Rows of the outbox were written. */
  readonly written: (environment: string) => void;
  /** Changes may have been missed. */
  readonly onGap: () => void;
  readonly onError: (error: unknown, where: string) => void;
}

/** How often a process looks for environments that another one made, and for commits that it was not told of. */
const LOOK_AROUND_MS = 2_000;

/** Follows the other processes of the installation: shows what they commit, and takes up what they make. */
export class Neighbours {
  readonly #parts: NeighbourParts;
  readonly #missed: MissedCommits;
  readonly #environments = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #stopped = false;

  constructor(parts: NeighbourParts) {
    this.#parts = parts;
    this.#missed = new MissedCommits(() => readCommitNumbers(parts.database.kysely));
    parts.changes.listen((change, elsewhere) => {
      if (change.kind === 'batch') this.#missed.heard(change);
      if (!elsewhere) parts.peers.tell({ is: 'change', change });
    });
  }

  /** Listens, and looks around once; what could not be met is tried again. */
  async start(): Promise<void> {
    this.#parts.peers.listen({ hear: (word) => this.#hear(word), gap: () => this.#gap() });
    await this.look();
    this.#timer = setInterval(() => void this.look(), LOOK_AROUND_MS);
  }

  /** Meets every environment that there is by now. */
  async look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    await this.#looking;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { database, meet, onError, onGap } = this.#parts;
    try {
      for (const environment of await listEnvironments(database.kysely)) {
        if (this.#stopped) return;
        this.#environments.add(environment.id);
        await meet(environment).catch((error) => onError(error, `starting ${environment.id}`));
      }
      if (await this.#missed.look()) onGap();
    } catch (error) {
      onError(error, 'looking around');
    }
  }

  #hear(word: Word): void {
    const { changes, answers, moved, written, onError } = this.#parts;
    switch (word.is) {
      case 'change':
        changes.pass(word.change);
        moved(word.change.environment);
        break;
      case 'answered':
        answers.heard(word.environment, word.requests).catch((error) => onError(error, 'an answer'));
        break;
      case 'moved':
        moved(word.environment);
        break;
      case 'outbox':
        written(word.environment);
        break;
      case 'changed':
        void this.look();
        break;
    }
  }

  /** Whatever was said meanwhile may have been said now. */
  #gap(): void {
    const { moved, written, onGap } = this.#parts;
    for (const environment of this.#environments) {
      written(environment);
      moved(environment);
    }
    void this.look();
    onGap();
  }
}
