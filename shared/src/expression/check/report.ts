import type { Problem } from '../../problem/index.ts';

/** A problem of an expression with the place in its text, counted in characters from 0. */
export interface TypeProblem extends Problem {
  readonly at: number;
}

/** Collects what is found in one text, and knows whether what is looked at now is evaluated at all events. */
export class Report {
  readonly problems: TypeProblem[] = [];
  readonly #source: string;
  #branches = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** What is looked at inside may never be evaluated: a branch, the body of a loop, the other side of `||`. */
  perhaps<T>(look: () => T): T {
    this.#branches += 1;
    const result = look();
    this.#branches -= 1;
    return result;
  }

  /** What makes every evaluation fail is an error, unless it stands where evaluation may never come. */
  fails(code: string, message: string, at: number): void {
    this.#add(code, this.#branches > 0 ? 'warning' : 'error', message, at);
  }

  /** What runs, and is hardly meant. */
  warns(code: string, message: string, at: number, replace?: { readonly old: string; readonly name: string }): void {
    this.#add(code, 'warning', message, at, replace);
  }

  #add(
    code: string,
    severity: 'error' | 'warning',
    message: string,
    at: number,
    replace?: { readonly old: string; readonly name: string },
  ): void {
    // A path's tree begins with its root, so the name itself stands somewhere behind.
    const start = replace ? this.#source.indexOf(replace.old, at) : at;
    const place = start < 0 ? at : start;
    if (this.problems.some((other) => other.code === code && other.at === place)) return;
    const value =
      replace && start >= 0
        ? this.#source.slice(0, start) + replace.name + this.#source.slice(start + replace.old.length)
        : undefined;
    this.problems.push({
      code,
      severity,
      message: `${message} (character ${place + 1}).`,
      path: '',
      at: place,
      ...(replace &&
        value !== undefined && { fix: { title: `Use ${replace.name}`, patch: [{ op: 'replace', path: '', value }] } }),
    });
  }
}
