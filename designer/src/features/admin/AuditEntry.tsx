import type { AuditItem } from '@slipway/shared/api';
import { t, tOr } from '../../messages/t.ts';
import { CopyId } from '../../ui/CopyId.tsx';
import { Section } from '../../ui/Section.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Admin.module.css';
import { changesBetween, shownValue } from './audit-changes.ts';

/** One change: who, by which request, and what was there before and after. */
export function AuditEntry({ item, onClose }: { readonly item: AuditItem; readonly onClose: () => void }) {
  const changes = changesBetween(item.before, item.after);
  return (
    <SidePanel
      over={t('audit.entry', { number: item.number })}
      title={tOr(`audit.action.${item.action}`, item.action)}
      onClose={onClose}
    >
      <dl className={classes.facts}>
        <dt>{t('audit.who')}</dt>
        <dd>
          <bdi>{item.actor.name}</bdi>{' '}
          <span className={classes.quiet}>{tOr(`audit.kind.${item.actor.kind}`, item.actor.kind)}</span>
        </dd>
        <dt>{t('audit.at')}</dt>
        <dd>
          <When at={item.at} />
        </dd>
        <dt>{t('audit.where')}</dt>
        <dd>{item.environment ?? t('audit.nowhere')}</dd>
        <dt>{t('audit.action')}</dt>
        <dd className={classes.mono}>{item.action}</dd>
        <dt>{t('audit.object')}</dt>
        <dd>
          <CopyId id={item.object} />
        </dd>
        {item.reason && (
          <>
            <dt>{t('audit.reason')}</dt>
            <dd>{item.reason}</dd>
          </>
        )}
        <dt>{t('audit.request')}</dt>
        <dd>
          <CopyId id={item.request} />
        </dd>
        <dt>{t('audit.hash')}</dt>
        <dd>
          <CopyId id={item.hash} shown={item.hash.slice(0, 16)} />
        </dd>
      </dl>
      <Section title={t('audit.changes')} look="panel">
        {changes.length === 0 ? (
          <p className={classes.quiet}>{t('audit.no-changes')}</p>
        ) : (
          <table className={classes.diff}>
            <thead>
              <tr>
                <th scope="col">{t('audit.part')}</th>
                <th scope="col">{t('audit.before')}</th>
                <th scope="col">{t('audit.after')}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.path}>
                  <th scope="row">{change.path || t('audit.whole')}</th>
                  <td>{shownValue(change.before)}</td>
                  <td>{shownValue(change.after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
    </SidePanel>
  );
}
