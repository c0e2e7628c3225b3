import type { Template } from '../../expression/index.ts';
import { type Severity, severities } from '../../workflow/index.ts';
import { fill } from '../fill.ts';
import type { CompiledNodeOf } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { Evidence, ExceptionRecord } from '../types.ts';

type Facts = Readonly<Record<string, unknown>>;
type Node = CompiledNodeOf<'exception'>;

/** What a node says of a case; `amount` is what is at stake where that is a number. */
export type Said = Pick<
  ExceptionRecord,
  'severity' | 'title' | 'summary' | 'impact' | 'parent' | 'assignee' | 'evidence' | 'choices'
> & { readonly amount: unknown };

/** Fills the texts of an exception node. A text that cannot be computed stands as it was written. */
export function describe(turn: Turn, node: Node, facts: Facts): Said {
  const event = turn.occasion.event;
  const impact = node.is.impact ? fill(node.is.impact, facts) : undefined;
  const amount = impact?.ok ? impact.value : undefined;
  return {
    severity: severityOf(node, facts),
    title: render(node.is.title, facts).slice(0, 200),
    summary: node.is.summary ? render(node.is.summary, facts) : '',
    impact: amount === undefined || amount === null ? '' : plain(amount),
    amount,
    parent: text(node.is.parent?.evaluate(facts)) || null,
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

/** A value as a key: nothing becomes the empty key. */
export function text(result: { ok: true; value: unknown } | { ok: false } | undefined): string {
  return result?.ok && result.value !== null && result.value !== undefined ? String(result.value) : '';
}

/** A computed severity that is none of the four counts as high: better seen too early than not at all. */
function severityOf(node: Node, facts: Facts): Severity {
  if (typeof node.is.severity === 'string') return node.is.severity;
  const result = node.is.severity.evaluate(facts);
  return severities.find((each) => result.ok && each === result.value) ?? 'high';
}

function render(template: Template, facts: Facts): string {
  const result = template.render(facts);
  return result.ok ? result.value : template.source;
}

function plain(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
