import { type CanonicalEvent, type FoldPosition, type FoldResult, fold, type SubjectState } from '../event/index.ts';
import type { Occasion } from './turn.ts';

/**
 * Several versions that know the same of a subject take an event in alike: the first makes what it is folded into, and the
 * facts of the occasion, and the others find them.
 */
export class Once {
  #before: SubjectState | undefined;
  #event: CanonicalEvent | undefined;
  #folded: FoldResult | undefined;
  #occasion: Occasion | undefined;

  fold(before: SubjectState, event: CanonicalEvent, position: FoldPosition): FoldResult {
    if (this.#folded && this.#before === before && this.#event === event) return this.#folded;
    this.#folded = fold(before, event, position);
    this.#before = before;
    this.#event = event;
    this.#occasion = undefined;
    return this.#folded;
  }

  /** The occasion of an event that has been folded so. */
  occasion(folded: FoldResult, at: Pick<Occasion, 'environment' | 'nowMs'>, make: () => Occasion): Occasion {
    const known = folded === this.#folded ? this.#occasion : undefined;
    if (known && known.environment === at.environment && known.nowMs === at.nowMs) return known;
    this.#occasion = make();
    return this.#occasion;
  }
}
