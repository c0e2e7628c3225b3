import { emptyRecord, Once, type Program } from '../engine/index.ts';
import { askOnly, type CanonicalEvent, type Heading, headingIn, typeIn } from '../event/index.ts';
import { verdictOf } from './compare.ts';
import { type Found, foundBy, inOrder, reportOf } from './found.ts';
import { type Clock, type HistoryRecord, OwnWords, Seen } from './history.ts';
import { type NightlyBatch, TWO_AT_NIGHT } from './nightly.ts';
import { NOTHING } from './outcome.ts';
import type { BacktestReport, ChangedSubject } from './report.ts';
import { type Place, Side, type SideOptions, type SimulateAnswer } from './side.ts';

export interface BacktestOptions {
  readonly environment: string;
  readonly simulate: SimulateAnswer;
  /** Live beside, and without a word in the history. */
  readonly beside?: readonly Program[];
  readonly answered?: ReadonlySet<string>;
  /** From when on what happens counts; what was before only makes known what was known then. */
  readonly fromMs?: number;
  /** `due` where nothing is said of it. */
  readonly clock?: Clock;
  readonly nightly?: NightlyBatch;
  /** Whose steps are kept on both sides. */
  readonly traced?: readonly string[];
  /** Fields of subjects that are looked at beside the report; without it, all is known of every subject. */
  readonly shown?: readonly string[];
  /** How many changed subjects the report names. */
  readonly changedMost?: number;
  /** Hears of every decision of a side. */
  readonly onDecision?: (side: 'before' | 'after', ...told: Parameters<NonNullable<SideOptions['onDecision']>>) => void;
}

/** The versions that are compared: the one that is live, or nothing where none is, and the one that may become it. */
export interface Versions {
  readonly before: Program | undefined;
  readonly after: Program;
}

const CHANGED_MOST = 1_000;

/**
 * Two versions of a workflow over one history, in one pass: what each of them decides, and on which subjects they differ.
 * Nothing is done to anybody. Same versions and same history make the same report.
 */
export class Backtest {
  readonly before: Side | undefined;
  readonly after: Side;
  readonly #options: BacktestOptions;
  readonly #own: OwnWords;
  readonly #seen = new Seen();
  /** Subjects of which no side remembers anything: an event whose type nobody reads may be left out unseen. */
  readonly #quiet = new Set<string>();
  readonly #reads: ReadonlySet<string> | undefined;
  #events = 0;
  #counted = 0;
  #fromMs: number | undefined;
  #toMs: number | undefined;

  constructor({ before, after }: Versions, options: BacktestOptions) {
    const { onDecision, answered = new Set() } = options;
    const once = new Once();
    const side = (name: 'before' | 'after', program: Program) =>
      new Side(program, {
        environment: options.environment,
        simulate: options.simulate,
        answered,
        clock: options.clock ?? 'due',
        once,
        quiet: this.#quiet,
        traced: new Set(options.traced),
        ...(options.shown ? { shown: options.shown } : {}),
        ...(options.beside ? { beside: options.beside } : {}),
        ...(onDecision ? { onDecision: (...told) => onDecision(name, ...told) } : {}),
      });
    this.#options = options;
    this.#own = new OwnWords(after.id);
    this.before = before && side('before', before);
    this.after = side('after', after);
    const [was, is] = [this.before ? this.before.reads : new Set<string>(), this.after.reads];
    this.#reads = was && is && new Set([...was, ...is]);
  }

  /** The next record of the history; records come in the order of their clock. */
  take(record: HistoryRecord): void {
    const { atMs, text } = record;
    const said = text === undefined ? record.event : this.#saidIn(text);
    if (said && this.#seen.add(said) && !this.#own.has(said)) this.#takeNew(record, said);
    else this.#reach(record, { number: this.#events, counts: true });
    if (said) this.#toMs = Math.max(this.#toMs ?? atMs, atMs);
  }

  /** The event of a text; no more than its heading where nobody may ask for more. */
  #saidIn(text: string): Heading | CanonicalEvent {
    const type = typeIn(text);
    const unread = type !== undefined && this.after.leaves(type) && this.before?.leaves(type) !== false;
    return (unread && headingIn(text, type)) || read(text);
  }

  #takeNew(record: HistoryRecord, said: Heading | CanonicalEvent): void {
    const { atMs, partition, text = '' } = record;
    const counts = atMs >= (this.#options.fromMs ?? Number.NEGATIVE_INFINITY);
    const place = { number: this.#events, counts };
    this.#events += 1;
    if (counts) {
      this.#counted += 1;
      this.#fromMs ??= atMs;
    }
    const known = this.#quiet.has(said.subject) || this.after.recordOf(said.subject) !== undefined;
    if (!known) this.#begin('time' in said ? said : read(text));
    this.#reach(record, place);
    if (this.#overlooks(said)) return;
    const event = 'time' in said ? said : read(text);
    this.before?.take(event, partition);
    this.after.take(event, partition);
  }

  #overlooks(said: Heading | CanonicalEvent): boolean {
    if (!('time' in said) && this.#quiet.has(said.subject)) return true;
    if (!this.after.overlooks(said) || this.before?.overlooks(said) === false) return false;
    const record = this.after.recordOf(said.subject);
    if (this.after.forgets(said.subject) && this.before?.forgets(said.subject) !== false && record)
      this.#quiet.add(record.subject.subject);
    return true;
  }

  #begin({ subject }: CanonicalEvent): void {
    const empty = emptyRecord(subject);
    if (this.#reads) askOnly(empty.subject, this.#reads);
    this.before?.begin(subject, empty);
    this.after.begin(subject, empty);
  }

  #reach(record: HistoryRecord, place: Place): void {
    this.before?.reach(record, place);
    this.after.reach(record, place);
  }

  /** Lets time pass behind the last record, up to a moment. */
  finish(toMs: number): void {
    this.before?.advance(toMs);
    this.after.advance(toMs);
    if (this.#toMs === undefined || toMs > this.#toMs) this.#toMs = toMs;
  }

  /** What was found here, to be put together with what was found of other subjects. */
  found(): Found {
    const { before, after } = this;
    const { changedMost = CHANGED_MOST, nightly = TWO_AT_NIGHT } = this.#options;
    const changed: ChangedSubject[] = [];
    const verdicts = { more: 0, fewer: 0, different: 0, same: 0 };
    const subjects = new Set([...(before?.outcomes.keys() ?? []), ...after.outcomes.keys()]);
    for (const subject of subjects) {
      const [was, is] = [before?.outcomes.get(subject) ?? NOTHING, after.outcomes.get(subject) ?? NOTHING];
      const verdict = verdictOf(was, is);
      verdicts[verdict] += 1;
      if (verdict !== 'same') changed.push({ subject, verdict, before: was, after: is });
    }
    verdicts.same += after.subjects - subjects.size;
    return {
      events: this.#counted,
      subjects: after.subjects,
      fromMs: this.#fromMs ?? null,
      toMs: this.#toMs ?? null,
      before: before ? foundBy(before, nightly) : null,
      after: foundBy(after, nightly),
      verdicts,
      changed: inOrder(changed).slice(0, changedMost),
    };
  }

  report(): BacktestReport {
    return reportOf([this.found()], this.#options.changedMost ?? CHANGED_MOST);
  }
}

function read(text: string): CanonicalEvent {
  return JSON.parse(text);
}
