import { collectors, hitPolicies } from '@slipway/shared/workflow';
import { t } from '../../../messages/t.ts';
import { ChoiceField } from '../inspector/fields/fields.tsx';
import { withPolicy } from './policy.ts';
import classes from './Table.module.css';
import type { Table } from './table-config.ts';
import type { TableDesk } from './table-desk.ts';

/** What becomes of several rows that hold, with one sentence on what that means. */
export function PolicyFields({ table, desk }: { readonly table: Table; readonly desk: TableDesk }) {
  const change = (hitPolicy: Table['hitPolicy'], aggregate?: Table['aggregate']) =>
    desk.change(t('table.did.policy'), (before) => withPolicy(before, hitPolicy, aggregate));
  return (
    <div className={classes.policy}>
      <ChoiceField
        label={t('table.hitPolicy')}
        path="/hitPolicy"
        value={table.hitPolicy}
        choices={hitPolicies.map((value) => ({ value, label: t(`table.policy.${value}`) }))}
        onChange={(value) => change(value)}
      />
      {table.hitPolicy === 'collect' && (
        <ChoiceField
          label={t('table.aggregate')}
          path="/aggregate"
          value={table.aggregate ?? 'list'}
          choices={(['list', ...collectors] as const).map((value) => ({ value, label: t(`table.aggregate.${value}`) }))}
          onChange={(value) => change('collect', value === 'list' ? undefined : value)}
        />
      )}
      <p className={classes.quiet}>{t(`table.policy-means.${table.hitPolicy}`)}</p>
    </div>
  );
}
