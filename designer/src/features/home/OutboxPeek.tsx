import { IconSend, IconWorldUpload } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { outboxQuery } from '../../api/queries.ts';
import { t, tn } from '../../messages/t.ts';
import { When } from '../../ui/When.tsx';
import classes from './Home.module.css';

const SHOWN = 3;

/** The last mails and calls that were captured. */
export function OutboxPeek({ env, total }: { readonly env: string; readonly total: number }) {
  const rows = useInfiniteQuery(outboxQuery(env, { kind: undefined })).data?.pages[0]?.items ?? [];
  return (
    <section className={classes.card} aria-label={t('outbox.title')}>
      <div className={classes.cardHead}>
        <h2 className={classes.cardTitle}>{t('outbox.title')}</h2>
        <span className={`${classes.push} ${classes.quiet}`}>{tn('home.captured', total)}</span>
      </div>
      {rows.length === 0 && <p className={classes.none}>{t('home.outbox-none')}</p>}
      <ul>
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row.id}>
            <Link to="/$env/outbox" params={{ env }} search={{ id: row.id }} className={classes.peek}>
              {row.kind === 'mail' ? (
                <IconSend size={15} stroke={1.6} aria-hidden="true" />
              ) : (
                <IconWorldUpload size={15} stroke={1.6} aria-hidden="true" />
              )}
              <span className={classes.peekText}>
                <bdi className={classes.peekTitle}>{row.summary}</bdi>
                <bdi className={classes.quiet}>{row.kind === 'mail' ? row.request.to.join(', ') : row.connection}</bdi>
              </span>
              <span className={classes.quiet}>
                <When at={row.at} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
