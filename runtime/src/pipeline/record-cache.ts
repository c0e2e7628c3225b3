import type { SubjectRecord } from '@slipway/shared/engine';

/** Records of the subjects that were decided last, bounded by number; the one not used for longest goes first. */
export class RecordCache {
  readonly #most: number;
  readonly #records = new Map<string, SubjectRecord>();

  constructor(most: number) {
    this.#most = most;
  }

  get(subject: string): SubjectRecord | undefined {
    const record = this.#records.get(subject);
    if (!record) return undefined;
    this.#records.delete(subject);
    this.#records.set(subject, record);
    return record;
  }

  set(subject: string, record: SubjectRecord): void {
    this.#records.delete(subject);
    this.#records.set(subject, record);
    if (this.#records.size <= this.#most) return;
    const oldest = this.#records.keys().next();
    if (!oldest.done) this.#records.delete(oldest.value);
  }

  clear(): void {
    this.#records.clear();
  }
}
