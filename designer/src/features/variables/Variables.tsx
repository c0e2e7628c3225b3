import { Button } from '@mantine/core';
import type { Variable } from '@slipway/shared/api';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../api/session.ts';
import { variablesQuery } from '../../api/variables.ts';
import { t, tn } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Screen, ScreenBody, ScreenMain } from '../../ui/Screen.tsx';
import { SecondLine } from '../../ui/SecondLine.tsx';
import { type Column, Table } from '../../ui/Table.tsx';
import { NewVariable } from './NewVariable.tsx';
import { VariablePanel } from './VariablePanel.tsx';
import classes from './Variables.module.css';
import { typeOf, valueText } from './variable-text.ts';

/** The values by which one workflow decides differently from environment to environment. */
export function Variables() {
  const env = useEnvironmentId();
  const { name } = useSearch({ from: '/$env/variables' });
  const navigate = useNavigate({ from: '/$env/variables' });
  const query = useQuery(variablesQuery(env));
  const mayWrite = useMay()('variable:write', env);
  const [naming, setNaming] = useState(false);
  const open = (next: string | undefined) => void navigate({ search: next ? { name: next } : {} });
  const items = query.data?.items ?? [];
  const wrong = items.filter((one) => one.problems.length > 0).length;
  const shown = name === undefined ? undefined : items.find((one) => one.name === name);
  return (
    <Screen>
      <Bar title={t('variables.title')}>
        {query.isSuccess && <Chip>{tn('variables.count', items.length)}</Chip>}
        {wrong > 0 && <Chip look="fail">{tn('variables.wrong', wrong)}</Chip>}
        <Gap />
        {mayWrite && (
          <Button leftSection={<IconPlus size={15} stroke={2} />} onClick={() => setNaming(true)}>
            {t('variables.new')}
          </Button>
        )}
      </Bar>
      <ScreenBody>
        <ScreenMain>
          {query.isPending && <Loading what={t('variables.loading')} />}
          {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
          {query.isSuccess && items.length === 0 && (
            <Empty title={t('variables.none', { environment: env })}>{t('variables.none-detail')}</Empty>
          )}
          {items.length > 0 && (
            <Table
              label={t('variables.title')}
              columns={columns()}
              rows={items}
              idOf={(row) => row.name}
              current={name}
              onOpen={(row) => open(row.name)}
            />
          )}
        </ScreenMain>
        {query.data && name !== undefined && (
          <VariablePanel
            key={`${env} ${name}`}
            env={env}
            list={query.data}
            variable={shown ?? { name, set: false, usedBy: [], problems: [] }}
            mayWrite={mayWrite}
            onClose={() => open(undefined)}
          />
        )}
        {naming && (
          <NewVariable
            known={items.map((one) => one.name)}
            onName={(next) => {
              setNaming(false);
              open(next);
            }}
            onClose={() => setNaming(false)}
          />
        )}
      </ScreenBody>
    </Screen>
  );
}

const columns = (): readonly Column<Variable>[] => [
  {
    title: t('variables.name'),
    width: '22%',
    cell: (row) => (
      <>
        <bdi>{row.name}</bdi>
        {row.usedBy[0]?.description && (
          <SecondLine title={row.usedBy[0].description}>
            <bdi>{row.usedBy[0].description}</bdi>
          </SecondLine>
        )}
      </>
    ),
  },
  { title: t('variables.value'), width: '30%', cell: (row) => <Held variable={row} /> },
  {
    title: t('variables.type'),
    width: '12%',
    cell: (row) => {
      const type = typeOf(row);
      return type && t(`variables.type.${type}`);
    },
  },
  {
    title: t('variables.used-by'),
    cell: (row) =>
      row.usedBy.length === 0 ? (
        <span className={classes.quiet}>{t('variables.unused')}</span>
      ) : (
        row.usedBy.map((use) => use.name).join(', ')
      ),
  },
];

/** What workflows read: the value that is set here, their own default, or nothing, which is a mistake. */
function Held({ variable }: { readonly variable: Variable }) {
  const [problem] = variable.problems;
  const standards = [...new Set(variable.usedBy.flatMap((use) => (use.default === undefined ? [] : [use.default])))];
  return (
    <>
      {variable.set ? (
        <bdi className={classes.value}>{valueText(variable.value ?? null)}</bdi>
      ) : (
        standards.length > 0 && (
          <span className={classes.quiet}>
            {t('variables.default', { value: standards.map(valueText).join(', ') })}
          </span>
        )
      )}
      {problem && (
        <span className={classes.failed} title={problem.message}>
          <IconX size={14} stroke={2} aria-hidden="true" />
          {t(problem.code === 'missing-variable' ? 'variables.missing' : 'variables.mistaken')}
        </span>
      )}
    </>
  );
}
