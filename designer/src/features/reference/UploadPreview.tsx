import type { ReferenceCheck } from '@slipway/shared/api';
import { columnTypes } from '@slipway/shared/reference';
import { IconX } from '@tabler/icons-react';
import { formatNumber, t, tn } from '../../messages/t.ts';
import classes from './Reference.module.css';
import type { Said } from './upload-change.ts';

const SAMPLE_ROWS = 8;
const PROBLEMS_SHOWN = 20;

interface UploadPreviewProps {
  readonly found: ReferenceCheck;
  readonly said: Said;
  readonly onSay: (said: Said) => void;
}

/** What was read: mistakes by row and column, the columns with their types and the key, what changes, and the first rows. */
export function UploadPreview({ found, said, onSay }: UploadPreviewProps) {
  const { problems, read, changes } = found;
  return (
    <>
      {problems.length > 0 && (
        <section aria-label={t('upload.problems')}>
          <p className={classes.failed} role="status">
            <IconX size={15} stroke={2} aria-hidden="true" />
            {tn('upload.problem-count', problems.length)}
          </p>
          <ul className={classes.problems}>
            {problems.slice(0, PROBLEMS_SHOWN).map((problem) => (
              <li key={`${problem.code} ${problem.path} ${problem.message}`}>
                <bdi>{problem.message}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
      {read && read.columns.length > 0 && (
        <>
          <Columns read={read} said={said} onSay={onSay} />
          <p role="status">
            {t('upload.changes', {
              added: formatNumber(changes.added),
              changed: formatNumber(changes.changed),
              removed: formatNumber(changes.removed),
              same: formatNumber(changes.same),
            })}
          </p>
          <Sample read={read} />
        </>
      )}
    </>
  );
}

type Read = NonNullable<ReferenceCheck['read']>;

/** Types are found out, and can be said otherwise; so can the key, in the order in which its columns are marked. */
function Columns({
  read,
  said,
  onSay,
}: {
  readonly read: Read;
  readonly said: Said;
  readonly onSay: UploadPreviewProps['onSay'];
}) {
  const key = said.key ?? read.key;
  const toggle = (name: string) => {
    const next = key.includes(name) ? key.filter((each) => each !== name) : [...key, name];
    if (next.length > 0 && next.length <= 5) onSay({ ...said, key: next });
  };
  return (
    <table className={classes.columns} aria-label={t('upload.columns')}>
      <thead>
        <tr>
          <th scope="col">{t('upload.key')}</th>
          <th scope="col">{t('upload.column')}</th>
          <th scope="col">{t('upload.type')}</th>
        </tr>
      </thead>
      <tbody>
        {read.columns.map(({ name, type }) => (
          <tr key={name}>
            <td>
              <input
                type="checkbox"
                aria-label={t('upload.in-key', { column: name })}
                checked={key.includes(name)}
                onChange={() => toggle(name)}
              />
            </td>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td>
              <select
                className={classes.select}
                aria-label={t('upload.column-type', { column: name })}
                value={said.types[name] ?? type}
                onChange={(e) => {
                  const next = columnTypes.find((each) => each === e.currentTarget.value);
                  if (next) onSay({ ...said, types: { ...said.types, [name]: next } });
                }}
              >
                {columnTypes.map((each) => (
                  <option key={each} value={each}>
                    {t(`column.${each}`)}
                  </option>
                ))}
              </select>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sample({ read }: { readonly read: Read }) {
  if (read.sample.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
    <section className={classes.sample} tabIndex={0} aria-label={t('upload.sample')}>
      <table className={classes.table} aria-label={t('upload.sample')}>
        <thead>
          <tr>
            {read.columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {read.sample.slice(0, SAMPLE_ROWS).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row of a file is told by its place
            <tr key={index}>
              {read.columns.map(({ name, type }, at) => (
                <td key={name} data-number={type === 'number' || undefined}>
                  <bdi>{String(row[at] ?? '')}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
