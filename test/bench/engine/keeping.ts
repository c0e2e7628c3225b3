import { RecordCache } from '@slipway/runtime/pipeline/record-cache';
import { emptyRecord, type SubjectRecord } from '@slipway/shared/engine';

/** Where records are between two events of a subject. */
export interface Keeping {
  load(subject: string): SubjectRecord;
  save(subject: string, record: SubjectRecord): void;
  readonly subjects: number;
}

/** Every record as a live object: fast, and what collecting garbage has to walk through. */
export class Objects implements Keeping {
  readonly #records = new Map<string, SubjectRecord>();

  get subjects(): number {
    return this.#records.size;
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

  /** Bytes of all texts together. */
  get bytes(): number {
    let sum = 0;
    for (const text of this.#texts.values()) sum += text.length;
    return sum;
  }

  load(subject: string): SubjectRecord {
    const hot = this.#cache.get(subject);
    if (hot) return hot;
    const text = this.#texts.get(subject);
    return text ? JSON.parse(text.toString('utf8')) : emptyRecord(subject);
  }

  save(subject: string, record: SubjectRecord): void {
    this.#cache.set(subject, record);
    this.#texts.set(subject, Buffer.from(JSON.stringify(record)));
  }
}
