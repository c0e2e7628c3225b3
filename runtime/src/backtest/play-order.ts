import { Backtest, type BacktestOptions, type Found, type Side, type TracedStep } from '@slipway/shared/backtest';
import { compile, type Program } from '@slipway/shared/engine';
import { Failure } from '@slipway/shared/failure';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import { FACE_FIELDS, faceOf, type SubjectFace } from '../stores/subject-face.ts';
import type { BacktestOrder } from './order.ts';
import { type Page, recordsIn } from './page.ts';

/** What playing gave: a part of the report, how the changed subjects look, and the steps of those that are traced. */
export interface Played {
  readonly found: Found;
  readonly faces: ReadonlyMap<string, SubjectFace>;
  readonly traces: { readonly before: readonly TracedStep[]; readonly after: readonly TracedStep[] };
}

/** The two sides of an order, compiled, and ready for its history. Fails with `invalid-workflow`. */
export function backtestOf(order: BacktestOrder, further: Pick<BacktestOptions, 'onDecision'> = {}): Backtest {
  const { environment, answers, answered, nightly, traced, changedMost, fromMs } = order;
  const { before, after } = programsOf(order);
  return new Backtest(
    { before, after },
    {
      environment,
      simulate: (node) => (Object.hasOwn(answers, node) ? answers[node] : undefined),
      answered: new Set(answered),
      // Whoever looks at the steps of a subject looks at all that was known of it.
      ...(traced?.length ? {} : { shown: FACE_FIELDS }),
      ...further,
      ...(order.clock ? { clock: order.clock } : {}),
      ...(nightly ? { nightly } : {}),
      ...(traced ? { traced } : {}),
      ...(changedMost === undefined ? {} : { changedMost }),
      ...(fromMs === undefined ? {} : { fromMs }),
    },
  );
}

/** Plays an order on records that are handed to it. */
export class OrderPlayer {
  readonly #order: BacktestOrder;
  readonly #backtest: Backtest;

  constructor(order: BacktestOrder) {
    this.#order = order;
    this.#backtest = backtestOf(order);
  }

  take(page: Page): void {
    for (const record of recordsIn(page)) this.#backtest.take(record);
  }

  /** `atMs` is where the history ends. Where the log has the clock, what is due behind its end did not happen. */
  end(atMs: number | undefined): Played {
    const { clock, untilMs, traced = [] } = this.#order;
    if (clock !== 'log' && atMs !== undefined) this.#backtest.finish(atMs);
    if (untilMs !== undefined) this.#backtest.finish(untilMs);
    const { before, after } = this.#backtest;
    const found = this.#backtest.found();
    const faces = new Map<string, SubjectFace>();
    for (const { subject } of found.changed) {
      const record = after.recordOf(subject) ?? before?.recordOf(subject);
      if (record) faces.set(subject, faceOf(record.subject));
    }
    const stepsOf = (side: Side | undefined) => traced.flatMap((subject) => side?.traces.get(subject) ?? []);
    return { found, faces, traces: { before: stepsOf(before), after: stepsOf(after) } };
  }
}

export function programsOf(order: BacktestOrder): { readonly before: Program | undefined; readonly after: Program } {
  return {
    before: order.before === null ? undefined : programOf(order, order.before, order.variables.before),
    after: programOf(order, order.after, order.variables.after),
  };
}

function programOf(order: BacktestOrder, graph: unknown, variables: Readonly<Record<string, unknown>>): Program {
  const read = readWorkflow(graph);
  const compiled = read.ok
    ? compile(read.workflow, {
        variables,
        references: Object.fromEntries(order.references.map((reference) => [reference.id, reference])),
        workflow: (id, version) => order.parts[version === undefined ? id : `${id} ${version}`] as Workflow | undefined,
      })
    : read;
  if (!compiled.ok || !('program' in compiled)) {
    const [first] = compiled.ok ? [] : compiled.problems.filter(({ severity }) => severity === 'error');
    throw new Failure('invalid-workflow', first?.message ?? '', { cause: compiled.ok ? [] : compiled.problems });
  }
  return compiled.program;
}
