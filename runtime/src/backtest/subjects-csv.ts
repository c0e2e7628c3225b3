import type { BacktestSide, BacktestSubject } from '@slipway/shared/api';
import { writeCsv } from '@slipway/shared/csv';

const HEAD = [
  'subject',
  'label',
  'verdict',
  'origin',
  'destination',
  'customer',
  'cargo',
  'before',
  'after',
  'runs before',
  'runs after',
  'cases before',
  'cases after',
  'actions before',
  'actions after',
  'unanswered before',
  'unanswered after',
  'first before',
  'first after',
  'hours won',
];

/** The line above the subjects. */
export function csvHead(): string {
  return writeCsv([HEAD]);
}

/** Subjects as lines of CSV. */
export function csvLines(subjects: readonly BacktestSubject[]): string {
  return writeCsv(subjects.map((subject) => cellsOf(subject).map(inert)));
}

function cellsOf({ before, after, ...told }: BacktestSubject): readonly (string | number | null)[] {
  const hours = told.hoursWon === null ? null : Math.round(told.hoursWon * 100) / 100;
  return [
    told.subject,
    told.label,
    told.verdict,
    told.origin,
    told.destination,
    told.customer,
    told.cargo,
    words(before),
    words(after),
    before.runs,
    after.runs,
    before.cases,
    after.cases,
    before.actions,
    after.actions,
    // What was played before they were counted.
    before.unanswered ?? null,
    after.unanswered ?? null,
    before.at,
    after.at,
    hours,
  ];
}

function words({ kind, text }: BacktestSide): string {
  return text ?? kind;
}

/** A text that a spreadsheet would run as a formula is shown as a text, as OWASP has it. */
function inert(cell: string | number | null): string | number | null {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
