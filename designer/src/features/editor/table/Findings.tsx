import type { Problem } from '@slipway/shared/problem';
import { type Mend, mendsOf } from '@slipway/shared/workflow/edit';
import { IconAlertTriangle, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useEditor } from '../../../editor/editor-context.ts';
import { t, tn } from '../../../messages/t.ts';
import { mendText } from '../problems/mend-text.ts';
import type { Spot } from './cell-walk.ts';
import { exampleText, spotOf } from './row-problems.ts';
import classes from './Table.module.css';
import type { Table } from './table-config.ts';
import type { TableProblems } from './use-table-problems.ts';

interface FindingsProps {
  readonly table: Table;
  readonly checked: TableProblems;
  readonly base: string;
  readonly onSpot: (spot: Spot) => void;
  /** After something was mended by its button. */
  readonly onMended: (problem: Problem) => void;
}

const ICONS = { error: IconX, warning: IconAlertTriangle, info: IconInfoCircle } as const;
/** A list that is longer helps nobody; those that follow come up as these are mended. */
const SHOWN = 40;

/** What the table as a whole leaves open or says twice: each with the input that shows it, and what mends it. */
export function Findings({ table, checked: { found, analysed }, base, onSpot, onMended }: FindingsProps) {
  const { document, announcement } = useEditor();
  const apply = (problem: Problem, mend: Mend) => {
    if (!document.apply(mend.apply, { label: mendText(mend) })) return;
    announcement.set(mendText(mend));
    onMended(problem);
  };
  return (
    <section className={classes.findings} aria-label={t('table.findings')}>
      <h3>{found.length > 0 ? tn('table.findings-count', found.length) : analysed ? t('table.findings-none') : ''}</h3>
      {!analysed && <p className={classes.quiet}>{t('table.not-analysed')}</p>}
      <ul>
        {found.slice(0, SHOWN).map((problem) => {
          const Icon = ICONS[problem.severity];
          const spot = spotOf(problem.path, base, table);
          const example = exampleText(problem, table, t('inspector.value-missing'));
          return (
            <li key={`${problem.code} ${problem.path} ${problem.message}`} data-severity={problem.severity}>
              <Icon size={14} stroke={2} aria-label={t(`problem.${problem.severity}`)} />
              <div>
                <bdi>{problem.message}</bdi>
                {example && <small>{t('table.example', { example })}</small>}
              </div>
              {spot && spot.row < table.rows.length && (
                <button type="button" className={classes.link} onClick={() => onSpot(spot)}>
                  {t('table.to-row', { row: spot.row + 1 })}
                </button>
              )}
              {mendsOf(document.state.draft, problem)
                .slice(0, 2)
                .map((mend) => (
                  <button
                    key={mendText(mend)}
                    type="button"
                    className={classes.link}
                    onClick={() => apply(problem, mend)}
                  >
                    {mendText(mend)}
                  </button>
                ))}
            </li>
          );
        })}
      </ul>
      {found.length > SHOWN && <p className={classes.quiet}>{tn('table.findings-more', found.length - SHOWN)}</p>}
    </section>
  );
}
