import { Kbd, UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef } from 'react';
import { t } from '../messages/t.ts';
import { useEnvironmentId } from './environment.ts';
import classes from './SearchAny.module.css';

/** Finds a shipment, order or container by any of its ids, from every screen. */
export function SearchAny({ compact }: { readonly compact: boolean }) {
  const env = useEnvironmentId();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const open = () => void navigate({ to: '/$env/shipments', params: { env } });
  useHotkeys([['mod+K', () => (compact ? open() : input.current?.focus())]], []);
  if (compact) {
    return (
      <UnstyledButton className={classes.icon} aria-label={t('search.any')} onClick={open}>
        <IconSearch size={18} stroke={1.6} />
      </UnstyledButton>
    );
  }
  const submit = (e: FormEvent) => {
    e.preventDefault();
    const search = input.current?.value.trim() ?? '';
    void navigate({ to: '/$env/shipments', params: { env }, search: search ? { search } : {} });
  };
  return (
    <search>
      <form className={classes.form} onSubmit={submit}>
        <IconSearch size={15} stroke={1.6} aria-hidden="true" />
        <input
          ref={input}
          className={classes.input}
          placeholder={t('search.any')}
          aria-label={t('search.any')}
          name="search"
          autoComplete="off"
          spellCheck={false}
        />
        <Kbd>{t('keys.ctrl-k')}</Kbd>
      </form>
    </search>
  );
}
