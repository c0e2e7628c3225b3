import type { Template } from '../../expression/index.ts';
import { type Severity, severities } from '../../workflow/index.ts';
import { factsOf } from '../facts.ts';
import { ids } from '../ids.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { Evidence, ExceptionRecord, RunState } from '../types.ts';
import type { StepHandler } from './index.ts';

type Facts = Readonly<Record<string, unknown>>;
type Node = CompiledNodeOf<'exception'>;

/**
 * Opens a case, or meets the one that is open for (subject, type, key): then it is seen once more, takes the higher
 * severity, and a run that speaks of it again speaks with its newest words. A case that evidence had cleared reopens.
 */
export const enter: StepHandler<'exception'>['enter'] = (turn, program, run, node, visit) => {
  const facts = factsOf(turn, program, { run });
  const key = text(node.is.key?.evaluate(facts));
  const same = Object.values(turn.exceptions).filter((each) => each.type === node.config.type && each.key === key);
  const met = same.find((each) => !each.closedAt) ?? same.find((each) => reopens(program, each));
  const said = describe(turn, node, facts);
  const exception = met ? meet(turn, met, run, said) : opened(turn, run, node, visit, key, said);
  const change = !met
    ? 'opened'
    : met.closedAt
      ? 'reopened'
      : rank(exception.severity) > rank(met.severity)
        ? 'raised'
        : met.runs.includes(run.id)
          ? 'changed'
          : 'seen';
  turn.putException(exception, change);
  return {
    did: node.is.stays ? 'waits' : 'entered',
    leaves: ['opened'],
    ...(node.is.stays ? { stays: { waits: { for: 'exception', exception: exception.id } } } : {}),
    output: { exception: exception.id, severity: exception.severity },
    told: { text: exception.title, values: { exception: exception.id, change } },
  };
};

export const resume: NonNullable<StepHandler<'exception'>['resume']> = (
  _turn,
  _program,
  _run,
  _node,
  token,
  signal,
) => {
  if (signal.kind !== 'closed' || token.waits.for !== 'exception' || token.waits.exception !== signal.exception)
    return undefined;
  return {
    did: 'resumed',
    leaves: [signal.port],
    output: { exception: signal.exception, closed: signal.port },
    told: { text: signal.port },
  };
};

type Said = Pick<ExceptionRecord, 'severity' | 'title' | 'summary' | 'assignee' | 'evidence' | 'choices'>;

function describe(turn: Turn, node: Node, facts: Facts): Said {
  const event = turn.occasion.event;
  return {
    severity: severityOf(node, facts),
    title: render(node.is.title, facts).slice(0, 200),
    summary: node.is.summary ? render(node.is.summary, facts) : '',
    assignee: node.config.assignee ?? null,
    choices: node.config.choices ?? [],
    evidence: node.is.evidence.map(
      (row): Evidence => ({
        label: row.label,
        value: render(row.value, facts),
        ...(row.expected ? { expected: render(row.expected, facts) } : {}),
        ...(event ? { event: event.id } : {}),
      }),
    ),
  };
}

function opened(turn: Turn, run: RunState, node: Node, visit: number, key: string, said: Said): ExceptionRecord {
  return {
    id: ids.exception(turn.occasion.environment, run.id, node.id, visit),
    revision: 1,
    subject: turn.occasion.subjectId,
    type: node.config.type,
    key,
    ...said,
    state: 'new',
    workflow: turn.workflow,
    version: run.version,
    node: node.id,
    runs: [run.id],
    count: 1,
    occurredAt: turn.occasion.event?.time ?? turn.now,
    detectedAt: turn.now,
    lastSeenAt: turn.now,
    closedAt: null,
    closing: null,
  };
}

function meet(turn: Turn, met: ExceptionRecord, run: RunState, said: Said): ExceptionRecord {
  const own = met.runs.includes(run.id);
  const speaks = own || met.closedAt !== null || rank(said.severity) > rank(met.severity);
  return {
    ...met,
    ...(speaks
      ? {
          title: said.title,
          summary: said.summary || met.summary,
          assignee: said.assignee ?? met.assignee,
          choices: said.choices.length ? said.choices : met.choices,
        }
      : {}),
    evidence: [
      ...met.evidence,
      ...said.evidence.filter((row) => !met.evidence.some((old) => old.label === row.label && old.value === row.value)),
    ].slice(-20),
    severity: rank(said.severity) > rank(met.severity) ? said.severity : met.severity,
    state: met.closedAt ? 'reopened' : met.state,
    closedAt: null,
    closing: null,
    runs: own ? met.runs : [...met.runs, run.id],
    count: own ? met.count : met.count + 1,
    lastSeenAt: turn.now,
    revision: met.revision + 1,
  };
}

function reopens(program: Program, exception: ExceptionRecord): boolean {
  return program.settings.reopens && exception.closing?.cause === 'retracted';
}

/** A computed severity that is none of the four counts as high: better seen too early than not at all. */
function severityOf(node: Node, facts: Facts): Severity {
  if (typeof node.is.severity === 'string') return node.is.severity;
  const result = node.is.severity.evaluate(facts);
  return severities.find((each) => result.ok && each === result.value) ?? 'high';
}

function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

function render(template: Template, facts: Facts): string {
  const result = template.render(facts);
  return result.ok ? result.value : template.source;
}

function text(result: { ok: true; value: unknown } | { ok: false } | undefined): string {
  return result?.ok && result.value !== null && result.value !== undefined ? String(result.value) : '';
}
