import { Backtest, type BacktestOptions } from '@slipway/shared/backtest';
import { compile, type Program } from '@slipway/shared/engine';
import { Failure } from '@slipway/shared/failure';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import type { BacktestOrder } from './order.ts';

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
      ...further,
      ...(order.clock ? { clock: order.clock } : {}),
      ...(nightly ? { nightly } : {}),
      ...(traced ? { traced } : {}),
      ...(changedMost === undefined ? {} : { changedMost }),
      ...(fromMs === undefined ? {} : { fromMs }),
    },
  );
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
