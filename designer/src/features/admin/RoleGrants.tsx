import { CloseButton, Select } from '@mantine/core';
import { type RoleGrant, roles } from '@slipway/shared/api';
import { useQuery } from '@tanstack/react-query';
import { environmentsQuery } from '../../api/plans.ts';
import { t } from '../../messages/t.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import classes from './Admin.module.css';

const EVERYWHERE = '*';

interface RoleGrantsProps {
  readonly value: readonly RoleGrant[];
  readonly disabled?: boolean;
  readonly onChange: (value: readonly RoleGrant[]) => void;
}

/** What somebody is where: one line per role, in an environment or everywhere. */
export function RoleGrants({ value, disabled = false, onChange }: RoleGrantsProps) {
  const environments = useQuery(environmentsQuery()).data ?? [];
  const places = [
    { value: EVERYWHERE, label: t('people.everywhere') },
    ...environments.map(({ id, title }) => ({ value: id, label: title })),
  ];
  const set = (at: number, change: Partial<RoleGrant>) =>
    onChange(value.map((old, index) => (index === at ? { ...old, ...change } : old)));
  return (
    <fieldset className={classes.checks}>
      <legend>{t('people.roles')}</legend>
      <div className={classes.grants}>
        {value.map((grant, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; both of its parts change
          <div key={at} className={classes.grant}>
            <Select
              aria-label={t('people.role-line', { number: at + 1 })}
              data={roles.map((role) => ({ value: role, label: t(`people.role.${role}`) }))}
              value={grant.role}
              allowDeselect={false}
              disabled={disabled}
              onChange={(next) => set(at, { role: roles.find((role) => role === next) ?? grant.role })}
            />
            <Select
              aria-label={t('people.place-line', { number: at + 1 })}
              data={places}
              value={grant.environment ?? EVERYWHERE}
              allowDeselect={false}
              disabled={disabled}
              onChange={(next) => set(at, { environment: next === EVERYWHERE ? null : next })}
            />
            <CloseButton
              aria-label={t('people.role-remove', { number: at + 1 })}
              disabled={disabled}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            />
          </div>
        ))}
        {value.length === 0 && <p className={classes.quiet}>{t('people.no-roles')}</p>}
        {!disabled && (
          <TextButton
            onClick={() => onChange([...value, { environment: environments[0]?.id ?? null, role: 'viewer' }])}
          >
            {t('people.role-add')}
          </TextButton>
        )}
      </div>
      {value.length > 0 && (
        <ul className={classes.quiet}>
          {[...new Set(value.map(({ role }) => role))].map((role) => (
            <li key={role}>{t(`people.role-does.${role}`)}</li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}
