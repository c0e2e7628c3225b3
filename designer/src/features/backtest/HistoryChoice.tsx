import { Button, Popover, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { BacktestSources } from '@slipway/shared/api';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import type { BacktestPlace } from '../../api/backtests.ts';
import { formatNumber, t } from '../../messages/t.ts';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import classes from './BacktestBar.module.css';
import { FileHistory } from './FileHistory.tsx';
import styles from './HistoryChoice.module.css';
import { type Choice, missing, presetDays } from './history.ts';
import { rangeDays } from './words.ts';

interface HistoryChoiceProps {
  readonly place: BacktestPlace;
  readonly choice: Choice;
  readonly onChoice: (change: Partial<Choice>) => void;
  readonly sources: BacktestSources | undefined;
  /** What the button says: the history that was played, or that is chosen. */
  readonly words: string;
}

/** Which history is played, how actions are answered, and against which nightly batch it is measured. */
export function HistoryChoice(props: HistoryChoiceProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <Popover opened={opened} onDismiss={close} width={380} position="bottom-end" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <Button
          className={classes.choice ?? ''}
          leftSection={<IconCalendar size={15} stroke={1.75} />}
          rightSection={<IconChevronDown size={14} stroke={1.75} />}
          aria-expanded={opened}
          aria-label={`${t('backtest.history')}: ${props.words}`}
          title={props.words}
          onClick={toggle}
        >
          <span className={classes.label}>{props.words}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('backtest.history')} className={styles.panel ?? ''}>
        <Form {...props} />
      </Popover.Dropdown>
    </Popover>
  );
}

const kinds = ['stored', 'topic', 'upload'] as const;

function Form({ place, choice, onChoice, sources }: HistoryChoiceProps) {
  const lacking = missing(choice);
  return (
    <Stack gap={12}>
      <FilterTabs
        label={t('backtest.history')}
        value={choice.kind}
        tabs={kinds.map((value) => ({ value, label: t(`backtest.history.${value}`) }))}
        onChange={(kind) => onChoice({ kind })}
      />
      {choice.kind === 'stored' && <Stored sources={sources} />}
      {choice.kind === 'topic' && <Topic choice={choice} onChoice={onChoice} sources={sources} />}
      {choice.kind === 'upload' ? (
        <FileHistory place={place} choice={choice} onChoice={onChoice} sources={sources} />
      ) : (
        <Span choice={choice} onChoice={onChoice} />
      )}
      {lacking && (
        <p className={styles.lacking} role="status">
          {t(`backtest.history.missing.${lacking}`)}
        </p>
      )}
      <Radio.Group
        label={t('backtest.answers')}
        value={choice.answers}
        onChange={(answers) => onChoice({ answers: answers === 'simulated' ? 'simulated' : 'recorded' })}
      >
        <Stack gap={6} mt={6}>
          {(['recorded', 'simulated'] as const).map((answers) => (
            <Radio
              size="xs"
              key={answers}
              value={answers}
              label={t(`backtest.answers.${answers}`)}
              description={t(`backtest.answers.${answers}-detail`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <div className={styles.nightly}>
        <TextInput
          type="time"
          label={t('backtest.nightly')}
          value={choice.nightlyAt}
          onChange={(e) => e.currentTarget.value && onChoice({ nightlyAt: e.currentTarget.value })}
        />
        <span className={styles.quiet}>
          {t('backtest.nightly-zone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}
        </span>
      </div>
      <p className={styles.quiet}>{t('backtest.nothing-sent')}</p>
    </Stack>
  );
}

function Stored({ sources }: { readonly sources: BacktestSources | undefined }) {
  if (!sources) return null;
  const { records, from, to } = sources.stored;
  return (
    <p className={styles.quiet}>
      {records === 0 || from === null || to === null
        ? t('backtest.history.stored-none')
        : t('backtest.history.stored-detail', { count: formatNumber(records), ...rangeDays(from, to) })}
    </p>
  );
}

type PartProps = Pick<HistoryChoiceProps, 'choice' | 'onChoice'>;

function Topic({ choice, onChoice, sources }: PartProps & Pick<HistoryChoiceProps, 'sources'>) {
  const topics = sources?.topics ?? [];
  return (
    <>
      <p className={styles.quiet}>
        {t(topics.length === 0 ? 'backtest.history.topic-none' : 'backtest.history.topic-detail')}
      </p>
      {topics.length > 0 && (
        <Select
          label={t('backtest.history.source')}
          placeholder={t('backtest.history.pick-source')}
          data={topics.map(({ source, topic }) => ({ value: source, label: `${source} (${topic})` }))}
          value={choice.source || null}
          onChange={(source) => onChoice({ source: source ?? '' })}
          comboboxProps={{ withinPortal: false }}
        />
      )}
    </>
  );
}

function Span({ choice, onChoice }: PartProps) {
  return (
    <>
      <Radio.Group
        aria-label={t('backtest.history')}
        value={String(choice.span)}
        onChange={(value) => onChoice({ span: spanOf(value) })}
      >
        <div className={styles.spans}>
          {presetDays.map((days) => (
            <Radio key={days} size="xs" value={String(days)} label={t('backtest.history.days', { count: days })} />
          ))}
          <Radio size="xs" value="all" label={t('backtest.history.all')} />
          <Radio size="xs" value="between" label={t('backtest.history.between')} />
        </div>
      </Radio.Group>
      {choice.span === 'between' && (
        <div className={styles.days}>
          <TextInput
            type="date"
            label={t('backtest.history.from')}
            value={choice.from}
            onChange={(e) => onChoice({ from: e.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('backtest.history.to')}
            value={choice.to}
            onChange={(e) => onChoice({ to: e.currentTarget.value })}
          />
        </div>
      )}
    </>
  );
}

function spanOf(value: string): Choice['span'] {
  return presetDays.find((days) => String(days) === value) ?? (value === 'all' ? 'all' : 'between');
}
