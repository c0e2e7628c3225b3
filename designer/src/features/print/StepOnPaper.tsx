import { StepTile } from '../../editor/KindTile.tsx';
import { t } from '../../messages/t.ts';
import classes from './PrintPage.module.css';
import type { PaperStep, PaperTable } from './paper.ts';

/** One step: its number and name, what it does and where it leads, and every setting. */
export function StepOnPaper({ step }: { readonly step: PaperStep }) {
  const { node, number, words, settings, table } = step;
  return (
    <article className={classes.step}>
      <h3>
        <StepTile node={node} />
        <span className={classes.number}>{number}</span>
        <bdi>{node.title}</bdi>
      </h3>
      {typeof node.description === 'string' && node.description !== '' && (
        <p className={classes.description}>
          <bdi>{node.description}</bdi>
        </p>
      )}
      {words.map((text) => (
        <p key={text}>
          <bdi>{text}</bdi>
        </p>
      ))}
      {table && <Table table={table} />}
      {settings.length > 0 ? (
        <dl className={classes.settings}>
          {settings.map(({ path, label, after, code }) => (
            <div key={path}>
              <dt>{label}</dt>
              <dd>
                <bdi>{after}</bdi>
                {code?.after && <code>{code.after}</code>}
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        !table && <p className={classes.quiet}>{t('print.no-settings')}</p>
      )}
    </article>
  );
}

function Table({ table: { columns, rows } }: { readonly table: PaperTable }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{'#'}</th>
          {columns.map(({ label, answer }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two columns may be called alike
            <th key={at} scope="col" data-answer={answer || undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, cells }, row) => (
          <tr key={id}>
            <th scope="row">{row + 1}</th>
            {cells.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cell is known by its place
              <td key={at} data-answer={columns[at]?.answer || undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
