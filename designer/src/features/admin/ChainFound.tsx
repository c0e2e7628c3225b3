import type { AuditVerified } from '@slipway/shared/api';
import { IconShieldCheck, IconX } from '@tabler/icons-react';
import { t, tn } from '../../messages/t.ts';
import { CopyId } from '../../ui/CopyId.tsx';
import classes from './Admin.module.css';

/** Whether every entry of the audit is what was written, and the hash by which that can be shown later. */
export function ChainFound({ found }: { readonly found: AuditVerified }) {
  const { ok, broken, entries, head } = found;
  const Icon = ok ? IconShieldCheck : IconX;
  return (
    <div className={classes.strip}>
      <p className={classes.chain} data-ok={ok} role="status">
        <Icon size={16} stroke={1.9} aria-hidden="true" />
        {broken ? t('audit.broken', broken) : tn('audit.whole-chain', entries)}
      </p>
      <p className={classes.quiet}>
        {t('audit.head')} <CopyId id={head.hash} shown={head.hash.slice(0, 24)} />
      </p>
    </div>
  );
}
