interface Marks {
  readonly 'data-loading'?: unknown;
  readonly 'data-disabled'?: unknown;
}

/** Whether the library switched a button off only because it works: it marks both with attributes of their own. */
export function isAtWork(marks: Marks, disabled: boolean | undefined): boolean {
  return disabled === true && isMarked(marks['data-loading']) && !isMarked(marks['data-disabled']);
}

const isMarked = (mark: unknown): boolean => mark !== undefined && mark !== false && mark !== 'false';
