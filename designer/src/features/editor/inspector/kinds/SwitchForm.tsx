import { CloseButton } from '@mantine/core';
import { t } from '../../../../messages/t.ts';
import { ConditionField } from '../condition/ConditionField.tsx';
import { TextField } from '../fields/fields.tsx';
import classes from '../Inspector.module.css';
import { useRows } from './rows.ts';

/** The cases in the order in which they are looked at; each is a port. */
export function SwitchForm() {
  const { rows, change, add, remove, swap } = useRows('cases', { keep: true });
  const fresh = () => {
    let count = rows.length + 1;
    while (rows.some((row) => row.id === `case-${count}`)) count += 1;
    return { id: `case-${count}`, label: t('switch.new'), when: { all: [] } };
  };
  return (
    <section className={classes.section} aria-label={t('switch.cases')}>
      <div className={classes.labelRow}>
        <span>{t('switch.cases')}</span>
      </div>
      <p className={classes.hint}>{t('switch.cases-hint')}</p>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; what is typed must keep the focus
        <div key={index} className={classes.leaf}>
          <div className={classes.row}>
            <TextField
              label={t('switch.label')}
              path={`/cases/${index}/label`}
              value={row.label}
              onChange={(label) => change(index, { ...row, label: label ?? '' })}
            />
            <TextField
              label={t('exception.choice-id')}
              path={`/cases/${index}/id`}
              value={row.id}
              onChange={(id) => change(index, { ...row, id: id ?? '' })}
            />
            <button
              type="button"
              className={classes.link}
              disabled={index === 0}
              aria-label={t('switch.earlier', { what: String(row.label) })}
              onClick={() => swap(index, index - 1)}
            >
              ↑
            </button>
            <CloseButton
              size="xs"
              disabled={rows.length === 1}
              aria-label={t('inspector.remove', { what: String(row.label) })}
              onClick={() => remove(index)}
            />
          </div>
          <ConditionField
            label={t('switch.when', { what: String(row.label) })}
            path={`/cases/${index}/when`}
            value={row.when}
            onChange={(when) => change(index, { ...row, when })}
          />
        </div>
      ))}
      {rows.length < 20 && (
        <button type="button" className={classes.adder} onClick={() => add(fresh())}>
          {t('switch.add')}
        </button>
      )}
    </section>
  );
}
