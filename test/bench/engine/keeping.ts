import { RecordCache } from '@slipway/runtime/pipeline/record-cache';
import { emptyRecord, type SubjectRecord } from '@slipway/shared/engine';

/** Where records are between two events of a subject. */
export interface Keeping {
  load(subject: string): SubjectRecord;
  save(subject: string, record: SubjectRecord): void;
  readonly subjects: number;
  /** How long the text of a record is, on average. */
  stateBytes(): number;
}

/** Of so many live objects one is spelled out to know how long their texts would be. */
const SAMPLED = 20;

/** Every record as a live object: fast, and what collecting garbage has to walk through. */
export class Objects implements Keeping {
  readonly #records = new Map<string, SubjectRecord>();

  get subjects(): number {
    return this.#records.size;
  }

  stateBytes(): number {
    const sample = [...this.#records.values()].filter((_, at) => at % SAMPLED === 0);
    const bytes = sample.reduce((sum, record) => sum + Buffer.byteLength(JSON.stringify(record)), 0);
    return bytes / sample.length;
  }

  load(subject: string): SubjectRecord {
    return this.#records.get(subject) ?? emptyRecord(subject);
  }

  save(subject: string, record: SubjectRecord): void {
    this.#records.set(subject, record);
  }
}

/** As the runtime keeps them: what is cold is text (there a row of the database), behind the runtime's own cache. */
export class Texts implements Keeping {
  readonly #texts = new Map<string, Buffer>();
  readonly #cache: RecordCache;

  constructor(hot: number) {
    this.#cache = new RecordCache(hot);
  }

  get subjects(): number {
    return this.#texts.size;
  }

  stateBytes(): number {
    let sum = 0;
    for (const text of this.#texts.values()) sum += text.length;
    return sum / this.#texts.size;
  }

  load(subject: string): SubjectRecord {
    const hot = this.#cache.get(subject);
    if (hot) return hot;
    const text = this.#texts.get(subject);
    return text ? JSON.parse(text.toString('utf8')) : emptyRecord(subject);
  }

  save(subject: string, record: SubjectRecord): void {
    this.#cache.set(subject, record);
    const text = JSON.stringify(record);
    // Of its own memory: a piece of the pool would keep the whole page that it was cut from.
    const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
    bytes.write(text);
    this.#texts.set(subject, bytes);
  }
}
