import type { Hold, Input, LiveSet, StepResult, SubjectRecord, TimerQueue } from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';
import type { FailureCode } from '@slipway/shared/failure';
import type { DecisionInputName } from '../stores/documents.ts';
import type { OutcomeRange } from '../stores/outcomes.ts';
import type { Identity } from './read-record.ts';
import type { Round, RoundChunk } from './round.ts';

/** The engine's one pure step. */
export type Step = (live: LiveSet, record: SubjectRecord, input: Input) => StepResult;

/** Where a partition stands between two records. */
export interface Position {
  readonly nextOffset: number;
  readonly clockMs: number;
  readonly hold: Hold | null;
  readonly liveSet: LiveSet;
}

/** All that a batch is decided with. `timers` is changed; the rest is only read. */
export interface Bench {
  readonly step: Step;
  readonly position: Position;
  readonly timers: TimerQueue;
  /** Every subject of the batch and of the timers that may fire in it. */
  readonly records: ReadonlyMap<string, SubjectRecord>;
  /** Identities that this partition has decided before. */
  readonly seen: ReadonlySet<string>;
  /** What the round at the head of the batch needs. */
  readonly chunk?: RoundChunk;
  /** Ends the batch after so many inputs. */
  readonly inputsMost: number;
  /** Asked after each input: ends the batch early. Where a batch ends changes no decision. */
  readonly enough?: () => boolean;
  /** Names (`inputName`) of inputs that could not be committed: they are set aside undecided. */
  readonly poisoned: ReadonlySet<string>;
}

/** One input that was decided. */
export interface Decided {
  readonly offset: number;
  readonly input: DecisionInputName;
  readonly atMs: number;
  readonly subject: string;
  readonly before: SubjectRecord;
  readonly result: StepResult;
  readonly event: CanonicalEvent | null;
}

/** One input that was given up. A timer's offset is that of the record before which it would have fired. */
export interface SetAside {
  readonly offset: number;
  readonly input: string;
  readonly source: string;
  readonly code: FailureCode;
  readonly detail: string;
  readonly text: string;
  readonly atMs: number;
}

/** What a batch came to; nothing of it is stored yet. */
export interface Batch {
  /** How many of the records are behind it; the next one may have fired some of its timers. */
  readonly consumed: number;
  readonly position: Position;
  readonly decided: readonly Decided[];
  readonly setAside: readonly SetAside[];
  readonly seen: readonly { readonly identity: Identity; readonly offset: number }[];
  readonly outcomes: readonly OutcomeRange[];
  /** Records that changed, as they are now. */
  readonly dirty: ReadonlyMap<string, SubjectRecord>;
  /** Timers as they are now; `dueMs` is null where one is gone. */
  readonly timers: readonly { readonly subject: string; readonly timer: string; readonly dueMs: number | null }[];
  /** The next chunk of a round, to be appended behind what is in the log by now. */
  readonly next: Round | null;
  /** The inputs of the batch in order, for isolating one that cannot be committed. */
  readonly inputs: readonly string[];
}
