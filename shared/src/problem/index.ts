/**
 * What a user can get wrong is data: validation, analysis and import return `Problem[]` and never throw.
 *
 * `path` is a JSON pointer (RFC 6901) into the document that was checked; `nodeId` names the step on the canvas.
 */
export interface Problem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly nodeId?: string;
  readonly path?: string;
  readonly fix?: Fix;
  readonly example?: ProblemExample;
}

/** The input that shows a problem: what each field or expression is (null where it is missing), and an event like that. */
export interface ProblemExample {
  /** By dotted path (`event.data.value`), or by the text of an expression. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly event?: { readonly type: string; readonly data: Readonly<Record<string, unknown>> };
}

/** A mend that the designer can offer: a title for the button and the JSON patch (RFC 6902) that it applies. */
export interface Fix {
  readonly title: string;
  readonly patch: readonly PatchOperation[];
}

export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/** A document with an error can be saved as a draft and never released; warnings can be released. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
