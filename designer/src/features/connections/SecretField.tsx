import { Button, Input, PasswordInput } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../../messages/t.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import classes from './Connections.module.css';
import { isRecord, type Value } from './schema-form.ts';

interface SecretFieldProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly required: boolean;
  /** `{keep}`, `{set}`, or nothing where there is no secret. */
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A secret is written, kept or forgotten, and never read: what is stored is only said to be there. */
export function SecretField({ value, onChange, required, ...common }: SecretFieldProps) {
  const isKept = isRecord(value) && value.keep === true;
  const [wasKept] = useState(isKept);
  if (isKept) {
    return (
      <Input.Wrapper {...common} labelElement="div">
        <div className={classes.secret}>
          <IconLock size={14} stroke={1.8} aria-hidden="true" />
          <span>{t('connections.secret-set')}</span>
          <Button
            size="xs"
            disabled={common.disabled}
            aria-label={t('connections.secret-replace-label', { name: common.label })}
            onClick={() => onChange({ set: '' })}
          >
            {t('connections.secret-replace')}
          </Button>
          {!required && (
            <Button
              size="xs"
              variant="subtle"
              disabled={common.disabled}
              aria-label={t('connections.secret-forget-label', { name: common.label })}
              onClick={() => onChange(undefined)}
            >
              {t('connections.secret-forget')}
            </Button>
          )}
        </div>
      </Input.Wrapper>
    );
  }
  const text = isRecord(value) && typeof value.set === 'string' ? value.set : '';
  return (
    <div>
      <PasswordInput
        {...common}
        value={text}
        placeholder={t('connections.secret-write')}
        onChange={(e) => onChange(e.currentTarget.value === '' ? undefined : { set: e.currentTarget.value })}
        autoComplete="new-password"
        spellCheck={false}
        visibilityToggleButtonProps={{ 'aria-label': t('session.show-password') }}
      />
      {wasKept && (
        <TextButton disabled={common.disabled} onClick={() => onChange({ keep: true })}>
          {t('connections.secret-keep')}
        </TextButton>
      )}
    </div>
  );
}
