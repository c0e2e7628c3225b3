import { Button, Kbd, Select, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { ExceptionDetail } from '@slipway/shared/api';
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

/** Resolving a case: which way it goes on, why it came to it, and what others should know. */
export function ResolveBar({ env, one }: { readonly env: string; readonly one: ExceptionDetail }) {
  const { move, busy } = useMove(env, one);
  const [choice, setChoice] = useState<string | undefined>(one.choices[0]?.name);
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const resolve = () => {
    if (busy) return;
    move({
      to: 'resolved',
      ...(choice ? { choice } : {}),
      ...(reason ? { reason } : {}),
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
