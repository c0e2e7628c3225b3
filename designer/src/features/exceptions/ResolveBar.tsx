import { Button, Kbd, Select, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { ExceptionDetail, Feedback } from '@slipway/shared/api';
import { useState } from 'react';
import { t } from '../../messages/t.ts';
import classes from './ResolveBar.module.css';
import { useMove } from './use-move.ts';

const REASONS = [
  'carrier',
  'weather',
  'traffic',
  'customs',
  'equipment',
  'consignee',
  'shipper',
  'data',
  'other',
] as const;

const PARTIES = ['carrier', 'shipper', 'consignee', 'terminal', 'authority', 'supplier', 'own', 'nobody'] as const;
const FEEDBACKS = ['acted', 'no-action-needed'] as const satisfies readonly Feedback[];

/** Resolving a case: which way it goes on, why it came to it, and what others should know. */
export function ResolveBar({ env, one }: { readonly env: string; readonly one: ExceptionDetail }) {
  const { move, busy } = useMove(env, one);
  const [choice, setChoice] = useState<string | undefined>(one.choices[0]?.name);
  const [reason, setReason] = useState<string | null>(null);
  const [party, setParty] = useState<string | null>(null);
  const [worth, setWorth] = useState<Feedback | null>(null);
  const [note, setNote] = useState('');
  const resolve = () => {
    if (busy) return;
    move({
      to: 'resolved',
      ...(choice ? { choice } : {}),
      ...(reason ? { reason } : {}),
      ...(party ? { responsibleParty: party } : {}),
      ...(worth ? { feedback: worth } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
    });
  };
  useHotkeys([['mod+Enter', resolve]], []);
  const titleOf = (id: string) => one.graph.nodes.find((node) => node.id === id)?.title ?? id;
  return (
    <section className={classes.bar} aria-label={t('resolve.label')}>
      {one.choices.length > 0 && (
        <fieldset className={classes.choices} aria-label={t('resolve.choice')}>
          {one.choices.map((option) => (
            <label key={option.name} className={classes.choice} data-checked={choice === option.name || undefined}>
              <input
                type="radio"
                name="choice"
                checked={choice === option.name}
                onChange={() => setChoice(option.name)}
              />
              <span className={classes.words}>
                <bdi className={classes.title}>{option.title}</bdi>
                <span className={classes.leads}>
                  {option.leadsTo ? t('resolve.leads-to', { step: titleOf(option.leadsTo) }) : t('resolve.ends')}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div className={classes.fields}>
        <Select
          label={t('resolve.reason')}
          placeholder={t('resolve.reason-none')}
          data={REASONS.map((value) => ({ value, label: t(`reason.${value}`) }))}
          value={reason}
          onChange={setReason}
          clearable
          comboboxProps={{ position: 'top' }}
          className={classes.reason ?? ''}
        />
        <Select
          label={t('resolve.responsible')}
          placeholder={t('resolve.reason-none')}
          data={PARTIES.map((value) => ({ value, label: t(`party.${value}`) }))}
          value={party}
          onChange={setParty}
          clearable
          comboboxProps={{ position: 'top' }}
          className={classes.reason ?? ''}
        />
        <Worth value={worth} onChange={setWorth} />
        <TextInput
          label={t('resolve.note')}
          placeholder={t('resolve.note-hint')}
          value={note}
          onChange={(e) => setNote(e.currentTarget.value)}
          maxLength={2000}
          className={classes.note ?? ''}
        />
        <Button
          variant="filled"
          onClick={resolve}
          disabled={busy}
          rightSection={<Kbd className={classes.kbd}>{t('keys.ctrl-enter')}</Kbd>}
        >
          {t(busy ? 'resolve.sending' : 'resolve.button')}
        </Button>
      </div>
    </section>
  );
}

/** Whether the case was worth somebody's time; pressed again it is left open. */
function Worth({
  value,
  onChange,
}: {
  readonly value: Feedback | null;
  readonly onChange: (value: Feedback | null) => void;
}) {
  return (
    <fieldset className={classes.worth}>
      <legend>{t('resolve.worth')}</legend>
      {FEEDBACKS.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={value === each}
          onClick={() => onChange(value === each ? null : each)}
        >
          {t(`feedback.${each}`)}
        </button>
      ))}
    </fieldset>
  );
}
