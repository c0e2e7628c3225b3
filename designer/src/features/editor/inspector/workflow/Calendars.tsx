import { CloseButton } from '@mantine/core';
import type { Problem } from '@slipway/shared/problem';
import type { Draft } from '@slipway/shared/workflow/edit';
import { t } from '../../../../messages/t.ts';
import { ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';
import { freshId, TypedText, useDeclarations } from './declarations.tsx';
import { asRow } from './Variables.tsx';

interface CalendarsProps {
  readonly draft: Draft;
  readonly problemsAt: (pointer: string) => readonly Problem[];
  readonly onChange: (rows: readonly unknown[] | undefined) => void;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const WORKING = Object.fromEntries(DAYS.slice(0, 5).map((day) => [day, ['08:00-17:00']]));

/** When people work: hours of each day of the week in a time zone, and holidays. */
export function Calendars({ draft, problemsAt, onChange }: CalendarsProps) {
  const { rows, change, add, remove } = useDeclarations(draft.calendars, onChange);
  return (
    <section className={classes.section} aria-label={t('calendars.title')}>
      <div className={classes.labelRow}>
        <span>{t('calendars.title')}</span>
      </div>
      {rows.map((row, index) => {
        const id = String(row.id ?? '');
        const hours = asRow(row.hours);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the id is what is typed into, and must keep the focus
          <div key={index} className={classes.leaf} data-pointer={`/calendars/${index}`} tabIndex={-1}>
            <div className={classes.row}>
              <input
                aria-label={t('calendars.id')}
                value={id}
                onChange={(e) => change(index, { ...row, id: e.currentTarget.value })}
              />
              <input
                aria-label={t('calendars.time-zone', { id })}
                value={String(row.timeZone ?? '')}
                onChange={(e) => change(index, { ...row, timeZone: e.currentTarget.value })}
              />
              <CloseButton size="xs" aria-label={t('inspector.remove', { what: id })} onClick={() => remove(index)} />
            </div>
            {DAYS.map((day) => (
              <div key={day} className={classes.row}>
                <span className={classes.day}>{t(`calendars.${day}`)}</span>
                <TypedText
                  label={t('calendars.hours', { day: t(`calendars.${day}`), id })}
                  value={hours[day]}
                  write={writeList}
                  read={readHours}
                  onChange={(spans) =>
                    change(index, {
                      ...row,
                      hours: Object.fromEntries(
                        DAYS.map((each) => [each, each === day ? spans : hours[each]] as const).filter(
                          ([, value]) => Array.isArray(value) && value.length > 0,
                        ),
                      ),
                    })
                  }
                />
              </div>
            ))}
            <TypedText
              label={t('calendars.holidays', { id })}
              caption={t('calendars.caption.holidays')}
              value={row.holidays}
              write={writeList}
              read={readDates}
              onChange={(holidays) => change(index, { ...row, holidays })}
            />
            <ProblemList problems={problemsAt(`/calendars/${index}`)} />
          </div>
        );
      })}
      <button
        type="button"
        className={classes.adder}
        onClick={() => add({ id: freshId(rows, 'calendar'), timeZone: 'Europe/Berlin', hours: WORKING, holidays: [] })}
      >
        {t('calendars.add')}
      </button>
    </section>
  );
}

function writeList(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : '';
}

const listOf = (form: RegExp) => (text: string) => {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
  return items.every((item) => form.test(item)) ? items : undefined;
};
const readHours = listOf(/^\d{2}:\d{2}-\d{2}:\d{2}$/);
const readDates = listOf(/^\d{4}-\d{2}-\d{2}$/);
