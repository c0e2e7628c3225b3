import { PasswordInput } from '@mantine/core';
import { LIMITS } from '@slipway/shared/limits';
import { ApiFailure } from '../../api/client.ts';
import { t } from '../../messages/t.ts';
import { failureWords } from '../../ui/Notice.tsx';

interface NewPasswordProps {
  readonly value: string;
  readonly failure: unknown;
  readonly onChange: (value: string) => void;
}

/** Whether a password is long enough to be sent; what else is wrong with it the server says. */
export const isLongEnough = (password: string): boolean => password.length >= LIMITS.passwordMinCharacters;

function words(failure: ApiFailure): string {
  const { title, detail } = failureWords(failure);
  return `${title} ${detail}`.trim();
}

/** A password that is to be set: long rather than intricate. */
export function NewPassword({ value, failure, onChange }: NewPasswordProps) {
  return (
    <PasswordInput
      label={t('session.new-password')}
      description={t('session.new-password-hint', { count: LIMITS.passwordMinCharacters })}
      error={isWeak(failure) ? words(failure) : undefined}
      name="new-password"
      autoComplete="new-password"
      value={value}
      maxLength={LIMITS.passwordMaxCharacters}
      onChange={(e) => onChange(e.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t('session.show-password') }}
    />
  );
}

/** Whether a failure is about the new password, and stands there. */
export function isWeak(failure: unknown): failure is ApiFailure {
  return failure instanceof ApiFailure && failure.code === 'weak-password';
}
