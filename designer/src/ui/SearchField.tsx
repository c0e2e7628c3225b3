import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { t } from '../messages/t.ts';

interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly width?: number | string;
  readonly autoFocus?: boolean;
}

const PAUSE_MS = 250;
/** So much of what it looks for is read in the tightest bar. */
const LEAST = 112;

/** A search that follows typing after a short pause; the address keeps it. */
export function SearchField({ label, value, onChange, width, autoFocus = false }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const send = useDebouncedCallback(onChange, PAUSE_MS);
  useEffect(() => setText(value), [value]);
  const change = (next: string) => {
    setText(next);
    send(next.trim());
  };
  return (
    <TextInput
      value={text}
      onChange={(e) => change(e.currentTarget.value)}
      placeholder={label}
      aria-label={label}
      leftSection={<IconSearch size={15} stroke={1.6} />}
      leftSectionWidth={30}
      rightSection={
        text ? (
          <CloseButton
            size="sm"
            aria-label={t('search.clear')}
            onClick={() => {
              setText('');
              onChange('');
            }}
          />
        ) : null
      }
      {...(width === undefined ? {} : { w: width, miw: LEAST })}
      autoComplete="off"
      spellCheck={false}
      autoFocus={autoFocus}
    />
  );
}
