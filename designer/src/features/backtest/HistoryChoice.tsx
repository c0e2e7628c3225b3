import { Button, NumberInput, Popover, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { BacktestSources, Graph } from '@slipway/shared/api';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { BacktestPlace } from '../../api/backtests.ts';
import { formatNumber, t } from '../../messages/t.ts';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import classes from './BacktestBar.module.css';
import { FileHistory } from './FileHistory.tsx';
import styles from './HistoryChoice.module.css';
import { type Choice, FIRST_CHOICE, lastUnits, missing, presetDays, readOffsets } from './history.ts';
import { Replies } from './Replies.tsx';
import { rangeDays } from './words.ts';

interface HistoryChoiceProps {
  readonly place: BacktestPlace;
  readonly choice: Choice;
  readonly onChoice: (change: Partial<Choice>) => void;
  readonly sources: BacktestSources | undefined;
  /** What the button says: the history that was played, or that is chosen. */
  readonly words: string;
  /** What was played last, of whose steps simulated answers can be said. */
  readonly graph: Graph | undefined;
  /** What stands below the choice of answers. */
  readonly children: ReactNode;
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

function Form({ place, choice, onChoice, sources, graph, children }: HistoryChoiceProps) {
  const lacking = missing(choice);
  return (
    <Stack gap={12}>
      <FilterTabs
        label={t('backtest.history')}
        value={choice.kind}
        tabs={kinds.map((value) => ({ value, label: t(`backtest.history.${value}`) }))}
        onChange={(kind) => onChoice({ kind, ...(choice.span === 'offsets' ? { span: FIRST_CHOICE.span } : {}) })}
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
      {choice.answers === 'simulated' && graph && (
        <Replies graph={graph} replies={choice.replies} onChange={(replies) => onChoice({ replies })} />
      )}
      {children}
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
          <Radio size="xs" value="last" label={t('backtest.history.last')} />
          <Radio size="xs" value="between" label={t('backtest.history.between')} />
          {choice.kind === 'topic' && <Radio size="xs" value="offsets" label={t('backtest.history.offsets')} />}
        </div>
      </Radio.Group>
      {choice.span === 'last' && <Last choice={choice} onChoice={onChoice} />}
      {choice.span === 'offsets' && <Offsets choice={choice} onChoice={onChoice} />}
      {choice.span === 'between' && (
        <div className={styles.days}>
          <TextInput
            type="date"
            label={t('backtest.history.from')}
            value={choice.from.slice(0, 10)}
            onChange={(e) => onChoice({ from: e.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('backtest.history.to')}
            value={choice.to.slice(0, 10)}
            onChange={(e) => onChoice({ to: e.currentTarget.value })}
          />
        </div>
      )}
    </>
  );
}

/** As many hours or days as are wanted. */
function Last({ choice: { last }, onChoice }: PartProps) {
  return (
    <div className={styles.days}>
      <NumberInput
        label={t('backtest.history.last')}
        min={1}
        max={10_000}
        allowDecimal={false}
        value={last.count}
        onChange={(count) => onChoice({ last: { ...last, count: Number(count) } })}
      />
      <Select
        label={t('backtest.history.unit')}
        data={lastUnits.map((unit) => ({ value: unit, label: t(`backtest.history.unit.${unit}`) }))}
        value={last.unit}
        allowDeselect={false}
        onChange={(unit) => onChoice({ last: { ...last, unit: unit === 'days' ? 'days' : 'hours' } })}
        comboboxProps={{ withinPortal: false }}
      />
    </div>
  );
}

/** Places in a topic, for those who know them by partition and offset. */
function Offsets({ choice: { offsets }, onChoice }: PartProps) {
  return (
    <div className={styles.days}>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          label={t(`backtest.history.offsets-${end}`)}
          placeholder={t('backtest.history.offsets-example')}
          value={offsets[end]}
          spellCheck={false}
          error={readOffsets(offsets[end]) === undefined}
          onChange={(e) => onChoice({ offsets: { ...offsets, [end]: e.currentTarget.value } })}
        />
      ))}
    </div>
  );
}

const spans = ['last', 'all', 'between', 'offsets'] as const;

function spanOf(value: string): Choice['span'] {
  return presetDays.find((days) => String(days) === value) ?? spans.find((span) => span === value) ?? 'all';
}
