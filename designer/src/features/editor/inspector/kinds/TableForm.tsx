import { Button } from '@mantine/core';
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type Target, useEditor, useStore } from '../../../../editor/editor-context.ts';
import { t, tn } from '../../../../messages/t.ts';
import { Loading } from '../../../../ui/Notice.tsx';
import type { Spot } from '../../table/cell-walk.ts';
import { spotOf } from '../../table/row-problems.ts';
import { tableOf } from '../../table/table-config.ts';
import { useTableProblems } from '../../table/use-table-problems.ts';
import { ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { useStep } from '../step-context.ts';

const TableDialog = lazy(() => import('../../table/TableDialog.tsx'));

/** The beginning of a longer list: all of it stands in the editor of the table. */
const SHOWN_PROBLEMS = 5;

/** How a table decides and how large it is; it is edited in a dialog of its own. */
export function TableForm() {
  const { node, pointer } = useStep();
  const checked = useTableProblems();
  const [at, setAt] = useState<Spot | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setAt(null);
    opener.current?.focus();
  };
  const table = tableOf(node.config);
  const { hitPolicy, aggregate, inputs, outputs, rows } = table;
  const base = `${pointer}/config`;
  useAsked((path) => setAt((before) => spotOf(path, base, table) ?? before));
  const { found } = checked;
  return (
    <section className={classes.section} aria-label={t('table.summary')}>
      <div className={classes.labelRow}>
        <span>{t('table.hitPolicy')}</span>
        <span className={classes.aside}>
          {t(`table.policy.${hitPolicy}`)}
          {hitPolicy === 'collect' && aggregate ? `, ${t(`table.aggregate.${aggregate}`)}` : ''}
        </span>
      </div>
      <p className={classes.hint}>{t(`table.policy-means.${hitPolicy}`)}</p>
      <p>
        {[tn('table.inputs', inputs.length), tn('table.outputs', outputs.length), tn('table.rows', rows.length)].join(
          ', ',
        )}
      </p>
      <Button ref={opener} data-pointer={base} onClick={() => setAt({ row: 0, column: 0 })}>
        {t('table.edit')}
      </Button>
      <p className={classes.hint}>{t('table.read-as', { id: node.id, column: outputs[0]?.id ?? 'answer' })}</p>
      <ProblemList problems={found.slice(0, SHOWN_PROBLEMS)} />
      {found.length > SHOWN_PROBLEMS && (
        <p className={classes.hint}>{tn('table.findings-more', found.length - SHOWN_PROBLEMS)}</p>
      )}
      {at && (
        <Suspense fallback={<Loading what={t('table.loading')} />}>
          <TableDialog checked={checked} at={at} onClose={close} />
        </Suspense>
      )}
    </section>
  );
}

/** What was shown once is not shown again when the step is picked another time. */
const shown = new WeakSet<Target>();

/** Calls back when somebody asks to be shown a place in this step. */
function useAsked(show: (path: string) => void): void {
  const { node } = useStep();
  const asked = useStore(useEditor().target);
  const showNow = useEffectEvent(show);
  useEffect(() => {
    if (!asked?.path || asked.node !== node.id || shown.has(asked)) return;
    shown.add(asked);
    showNow(asked.path);
  }, [asked, node.id]);
}
