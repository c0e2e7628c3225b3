import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { sessionQuery } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { type AdminPart, adminParts } from '../../shell/admin-parts.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';

/** The head of every part of the administration: the parts that one may see, and what can be done in this one. */
export function AdminBar({ part, children }: { readonly part: AdminPart; readonly children?: ReactNode }) {
  const env = useEnvironmentId();
  const navigate = useNavigate();
  const seen = adminParts(useQuery(sessionQuery()).data);
  return (
    <Bar title={t('admin.title')}>
      <FilterTabs
        label={t('admin.title')}
        value={part}
        tabs={seen.map((value) => ({ value, label: t(`admin.tab.${value}`) }))}
        onChange={(next) => void navigate({ to: `/$env/admin/${next}`, params: { env } })}
      />
      <Gap />
      {children}
    </Bar>
  );
}
