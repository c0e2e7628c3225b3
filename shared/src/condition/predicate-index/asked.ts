import type { Facts } from '../operators.ts';
import type { Source } from '../source.ts';
import type { Predicate } from './predicate.ts';

/** What is asked of a conjunct that no column has ruled out. */
export type Asked = (facts: Facts) => boolean;

/** Computed values of one input: each expression is worked out once, however many rules ask for it. */
export class Memory {
  readonly #slots = new Map<string, number>();
  readonly #values: unknown[] = [];
  readonly #made: number[] = [];
  #input = 0;

  /** Forgets what was worked out: the facts are others now. */
  forget(): void {
    this.#input += 1;
  }

  reader(source: Source): (facts: Facts) => unknown {
    const slot = this.#slots.get(source.key) ?? this.#slots.size;
    this.#slots.set(source.key, slot);
    this.#made[slot] = -1;
    return (facts) => {
      if (this.#made[slot] !== this.#input) {
        this.#made[slot] = this.#input;
        this.#values[slot] = source.value(facts);
      }
      return this.#values[slot];
    };
  }

  ask({ source, holds }: Pick<Predicate, 'source' | 'holds'>): Asked {
    if (!source) return (facts) => holds(undefined, facts);
    const read = source.computed ? this.reader(source) : source.value;
    return (facts) => holds(read(facts), facts);
  }
}
