import { typeMatcher } from '../condition/index.ts';
import {
  EVENT_TYPES,
  type EventType,
  eventType,
  fieldsTouchedBy,
  type Heading,
  stateAlike,
  subjectKind,
} from '../event/index.ts';
import { attentionOf } from './attention.ts';
import { isBroadcastType, listens } from './broadcast.ts';
import type { Program } from './program.ts';
import { fieldsRead } from './reads.ts';
import { rests } from './resting.ts';
import { rousingRules } from './rousing.ts';
import type { LiveSet, SubjectRecord } from './types.ts';

/**
 * What of a history the decisions of a live set can hang on, for whoever asks for nothing but the decisions: all other
 * events need not be folded. They change no field that anything reads, make no other event late, and come when nobody has
 * anything to do.
 */
export class Projection {
  readonly #live: LiveSet;
  /** The fields of subjects that anybody asks for; undefined where that may be all. */
  readonly reads: ReadonlySet<string> | undefined;
  readonly #heard: readonly EventType[];
  readonly #left = new Map<string, boolean>();
  readonly #rousable = new Map<Program, boolean>();

  /** `shown` are fields that are looked at beside what the programs read. */
  constructor(live: LiveSet, shown: readonly string[]) {
    this.#live = live;
    const read = live.live.map(({ program }) => fieldsRead(program));
    this.reads = read.includes(undefined)
      ? undefined
      : new Set([...shown, ...read.flatMap((fields) => [...(fields ?? [])])]);
    this.#heard = Object.values(EVENT_TYPES).filter(({ type }) =>
      live.live.some(({ program }) => listens(program, type) || tells(program, type)),
    );
  }

  /** Whether an event may be left out: what is decided about the subject, now and later, is the same without it. */
  leavesOut(record: SubjectRecord, event: Heading, nowMs: number): boolean {
    // The first one that states anything says that there is a subject at all.
    if (!this.leaves(event.type) || isEmpty(record.subject.registers)) return false;
    const { refs, supersedes, retracts } = event.data;
    if (refs !== undefined || supersedes !== undefined || retracts !== undefined) return false;
    const { live } = attentionOf(this.#live, subjectKind(event.subject));
    for (const id in record.workflows) if (!live.has(id)) return false;
    for (const id in record.exceptions)
      if (!Object.hasOwn(record.workflows, record.exceptions[id]?.workflow ?? '')) return false;
    const at = { input: { event, nowMs }, before: record.subject, after: record.subject };
    for (const [id, { program }] of live) {
      const state = Object.hasOwn(record.workflows, id) ? record.workflows[id] : undefined;
      if (state ? !rests(program, state, record, at) : this.#isRousable(program)) return false;
    }
    return true;
  }

  /** Whether events of a type touch nothing that is read, and nobody listens to them: of the others each matters. */
  leaves(name: string): boolean {
    const known = this.#left.get(name);
    if (known !== undefined) return known;
    const type = eventType(name);
    const leaves = type !== undefined && this.#isUnread(type);
    if (type) this.#left.set(name, leaves);
    return leaves;
  }

  #isUnread(type: EventType): boolean {
    if (type.internal || type.type === 'event.retracted' || isBroadcastType(type.type)) return false;
    const touched = fieldsTouchedBy(type);
    if (!this.reads || !touched || this.#heard.includes(type)) return false;
    if (this.#heard.some((heard) => stateAlike(type, heard))) return false;
    for (const field of touched) if (this.reads.has(field)) return false;
    return this.#live.live.every(({ program }) =>
      rousingRules(program).every(({ types }) => types === undefined || !typeMatcher(types)(type.type)),
    );
  }

  /** Whether an event of any type may rouse a program that knows nothing of the subject. */
  #isRousable(program: Program): boolean {
    const known = this.#rousable.get(program);
    if (known !== undefined) return known;
    const rousable = rousingRules(program).some(({ types }) => types === undefined);
    this.#rousable.set(program, rousable);
    return rousable;
  }
}

/** Whether a program looks at what it has told itself: whoever says the same in between is in its way. */
function tells(program: Program, type: string): boolean {
  for (const node of program.nodes.values())
    if (node.kind === 'estimate' && node.config.emit?.type === type) return true;
  return false;
}

function isEmpty(table: object): boolean {
  for (const _ in table) return false;
  return true;
}
