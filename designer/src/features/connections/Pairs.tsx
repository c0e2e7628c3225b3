import { CloseButton, Input, TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../messages/t.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import classes from './Connections.module.css';
import { isRecord, type Value } from './schema-form.ts';

interface PairsProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

type Pair = readonly [name: string, text: string];

/** Names with texts, such as headers. Half-written pairs are kept here and not sent. */
export function Pairs({ value, onChange, disabled, ...common }: PairsProps) {
  const [pairs, setPairs] = useState<readonly Pair[]>(() =>
    isRecord(value) ? Object.entries(value).map(([name, text]) => [name, String(text)]) : [],
  );
  const change = (next: readonly Pair[]) => {
    setPairs(next);
    const whole = next.filter(([name]) => name.trim() !== '');
    onChange(whole.length === 0 ? undefined : Object.fromEntries(whole));
  };
  const set = (at: number, pair: Pair) => change(pairs.map((old, index) => (index === at ? pair : old)));
  return (
    <Input.Wrapper {...common} labelElement="div">
      {pairs.map(([name, text], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a pair is its place; its name changes while it is typed
        <div key={at} className={classes.pair}>
          <TextInput
            aria-label={t('connections.pair-name', { number: at + 1 })}
            placeholder={t('connections.pair-name-hint')}
            value={name}
            disabled={disabled}
            onChange={(e) => set(at, [e.currentTarget.value, text])}
            spellCheck={false}
          />
          <TextInput
            aria-label={t('connections.pair-value', { number: at + 1 })}
            placeholder={t('connections.pair-value-hint')}
            value={text}
            disabled={disabled}
            onChange={(e) => set(at, [name, e.currentTarget.value])}
            spellCheck={false}
          />
          <CloseButton
            aria-label={t('connections.pair-remove', { name })}
            disabled={disabled}
            onClick={() => change(pairs.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <TextButton disabled={disabled} onClick={() => setPairs([...pairs, ['', '']])}>
          {t('connections.pair-add')}
        </TextButton>
      </div>
    </Input.Wrapper>
  );
}
