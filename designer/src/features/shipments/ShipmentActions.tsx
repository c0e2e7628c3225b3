import type { SubjectDetail } from '@slipway/shared/api';
import { Link } from '@tanstack/react-router';
import { failureTitle } from '../../messages/said.ts';
import { t, tn } from '../../messages/t.ts';
import { ActionMark } from '../../ui/ActionMark.tsx';
import { Readable, When } from '../../ui/When.tsx';
import classes from './lists.module.css';

/** What workflows asked of other systems for this shipment, and what came of it. */
export function ShipmentActions({ env, one }: { readonly env: string; readonly one: SubjectDetail }) {
  return (
    <section className={classes.part} aria-label={t('shipment.actions')}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t('shipment.actions')}</h2>
        <span className={classes.quiet}>{tn('shipment.actions-count', one.actions.length)}</span>
      </div>
      {one.actions.length === 0 && <p className={classes.quiet}>{t('shipment.actions-none')}</p>}
      <ul>
        {one.actions.map((row) => (
          <li key={row.id}>
            <Link to="/$env/activity" params={{ env }} search={{ id: row.id }} className={classes.row}>
              <ActionMark state={row.state} stuck={row.stuck} />
              <span className={classes.title}>
                <bdi>{row.title}</bdi>{' '}
                {row.reason && (
                  <Readable
                    className={classes.quiet}
                    text={row.reason.detail || failureTitle(row.reason.code, row.reason.title)}
                  />
                )}
              </span>
              <span className={classes.quiet}>
                <When at={row.endedAt ?? row.requestedAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
