import { CloseButton } from '@mantine/core';
import type { Problem } from '@slipway/shared/problem';
import type { Draft } from '@slipway/shared/workflow/edit';
import { useQuery } from '@tanstack/react-query';
import { connectorsQuery } from '../../../../api/connections.ts';
import { t } from '../../../../messages/t.ts';
import { ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { asRow } from './Variables.tsx';

interface ConnectionsProps {
  readonly draft: Draft;
  readonly problemsAt: (pointer: string) => readonly Problem[];
  readonly onChange: (rows: readonly unknown[] | undefined) => void;
}

/** The systems that the workflow acts through, by the name under which each environment binds one. */
export function Connections({ draft, problemsAt, onChange }: ConnectionsProps) {
  const connectors = useQuery(connectorsQuery()).data?.items ?? [];
  const acting = connectors.filter((each) => Object.keys(each.operations).length > 0);
  const rows: readonly unknown[] = Array.isArray(draft.connections) ? draft.connections : [];
  const put = (next: readonly unknown[]) => onChange(next.length === 0 ? undefined : next);
  const change = (index: number, row: object) => put(rows.map((each, at) => (at === index ? row : each)));
  const fresh = () => {
    let count = rows.length + 1;
    while (rows.some((each) => asRow(each).slot === `system-${count}`)) count += 1;
    return { slot: `system-${count}`, connector: acting[0]?.id ?? 'http' };
  };
  return (
    <section className={classes.section} aria-label={t('workflow-form.connections')}>
      <div className={classes.labelRow}>
        <span>{t('workflow-form.connections')}</span>
      </div>
      {rows.map((each, index) => {
        const row = asRow(each);
        const slot = String(row.slot ?? '');
        const connector = String(row.connector ?? '');
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed into, and must keep the focus
          <div key={index} data-pointer={`/connections/${index}`} tabIndex={-1}>
            <div className={classes.row}>
              <input
                aria-label={t('action.slot-name')}
                value={slot}
                onChange={(e) => change(index, { ...row, slot: e.currentTarget.value })}
              />
              <select
                aria-label={t('workflow-slots.connector', { slot })}
                value={connector}
                onChange={(e) => change(index, { ...row, connector: e.currentTarget.value })}
              >
                {!acting.some((one) => one.id === connector) && <option value={connector}>{connector}</option>}
                {acting.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.title}
                  </option>
                ))}
              </select>
              <CloseButton
                size="xs"
                aria-label={t('inspector.remove', { what: slot })}
                onClick={() => put(rows.toSpliced(index, 1))}
              />
            </div>
            <ProblemList problems={problemsAt(`/connections/${index}`)} />
          </div>
        );
      })}
      <button type="button" className={classes.adder} onClick={() => put([...rows, fresh()])}>
        {t('workflow-slots.add')}
      </button>
    </section>
  );
}
