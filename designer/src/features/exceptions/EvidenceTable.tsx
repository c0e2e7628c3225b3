import type { Evidence } from '@slipway/shared/api';
import { answerText } from '../../messages/said.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../ui/Section.tsx';
import { sourceName } from '../../ui/source-name.ts';
import { Readable, When } from '../../ui/When.tsx';
import classes from './EvidenceTable.module.css';

/** What the case rests on: each value, what was expected of it, and who said so when. */
export function EvidenceTable({ rows }: { readonly rows: readonly Evidence[] }) {
  if (rows.length === 0) return null;
  const sourced = rows.some((row) => row.source ?? row.at);
  return (
    <Section title={t('case.evidence')}>
      <table className={classes.table}>
        <thead className={classes.hidden}>
          <tr>
            <th>{t('evidence.what')}</th>
            <th>{t('evidence.value')}</th>
            <th>{t('evidence.expected')}</th>
            {sourced && <th>{t('evidence.source')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered, and its rows have no id
            <tr key={`${at} ${row.label}`}>
              <td>
                <bdi>{answerText(row.label)}</bdi>
              </td>
              <td className={classes.value}>
                <Readable text={row.value} />
              </td>
              <td className={classes.quiet}>{row.expected && <Readable text={row.expected} />}</td>
              {sourced && (
                <td className={classes.source} title={row.eventId ?? undefined}>
                  {row.source && <bdi>{sourceName(row.source)}</bdi>}
                  {row.source && row.at && ', '}
                  {row.at && <When at={row.at} />}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
