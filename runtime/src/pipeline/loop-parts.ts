import type { Database } from '../database/index.ts';
import type { Action } from '../stores/actions.ts';
import type { Known, SeenKey } from '../stores/subjects.ts';
import type { Answers } from './answers.ts';
import type { Step } from './batch.ts';
import type { Changes } from './changes.ts';
import type { Clock } from './clock.ts';
import type { Commit, CommitRequest } from './commit.ts';
import type { FloodBounds } from './flood-guard.ts';
import type { LiveSets } from './live-sets.ts';
import type { LogWriter } from './log-writer.ts';
import type { Progress } from './progress.ts';
import type { Together } from './together.ts';

/** What all partition loops of a process share. */
export interface LoopParts {
  readonly database: Database;
  readonly writer: LogWriter;
  readonly liveSets: LiveSets;
  readonly progress: Progress;
  readonly changes: Changes;
  readonly answers: Answers;
  readonly clock: Clock;
  readonly step: Step;
  /** Takes over what a commit asks for, after it. */
  readonly dispatch: (actions: readonly Pick<Action, 'id' | 'slot'>[]) => void;
  readonly relay: () => void;
  readonly floodBounds: FloodBounds;
  /** Exceptions were opened in a live environment. */
  readonly flooded: (environment: string) => void;
  /** Tells other processes which requests a commit has answered. */
  readonly answered: (requests: readonly string[]) => void;
  /** Both are done together with what other partitions of the environment ask for at the same time. */
  readonly load: Together<LoadRequest, Known>;
  readonly commit: Together<CommitRequest, Commit>;
  /** A partition was taken over, and an outage before that is announced in the log. */
  readonly onOwned: (partition: number) => void;
  readonly onError: (error: unknown, where: string) => void;
  /** Other processes ask the rows how far a partition is, so nothing waits in memory to be stored. */
  readonly shared: boolean;
  /** Only in a test of the checks: where a partition begins, and not where its checkpoint says. */
  readonly beginAt?: (environment: string, partition: number) => Promise<number>;
}

/** What a batch must know before it is decided. */
export interface LoadRequest {
  readonly subjects: readonly string[];
  readonly events: readonly SeenKey[];
}

/** The environment as far as a loop cares. */
export interface LoopEnvironment {
  readonly id: string;
  readonly kind: 'live' | 'replay';
  readonly partitions: number;
}
