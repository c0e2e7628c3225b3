import { Kbd } from '@mantine/core';
import { IconCommand, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { t, tn } from '../../messages/t.ts';
import classes from './CommandList.module.css';
import type { Command } from './command.ts';
import { ranked } from './rank.ts';
import { recentCommands, rememberCommand } from './recent.ts';
import { useAllCommands } from './use-all-commands.ts';

/** One box for everything: type, pick with the arrows, Enter does it. The focus stays in the field. */
export default function CommandList({ typed, onClose }: { readonly typed: string; readonly onClose: () => void }) {
  const id = useId();
  const [search, setSearch] = useState(typed);
  const [at, setAt] = useState(0);
  const [recent] = useState(recentCommands);
  const commands = useAllCommands(search);
  const groups = useMemo(() => ranked(commands, search, recent), [commands, search, recent]);
  const flat = useMemo(() => groups.flatMap(({ commands: some }) => some), [groups]);
  const index = Math.min(at, flat.length - 1);
  const active = flat[index];
  const option = (place: number) => `${id}-${place}`;
  const perform = (command: Command) => {
    if (command.refused !== undefined) return;
    rememberCommand(command.id);
    onClose();
    command.run();
  };
  const keys = (e: KeyboardEvent) => {
    const to = moved(e.key, index, flat.length);
    if (to !== undefined) setAt(to);
    else if (e.key === 'Enter' && active) perform(active);
    else if (e.key === 'Escape') onClose();
    // The field is the one stop; Tab stays with it.
    else if (e.key !== 'Tab') return;
    e.preventDefault();
    e.stopPropagation();
  };
  const outside = (e: PointerEvent) => {
    if (e.target === e.currentTarget) onClose();
  };
  let place = -1;
  return createPortal(
    <div className={classes.layer} onPointerDown={outside}>
      <div
        role="dialog"
        aria-modal="true"
        aria-label={t('commands.label')}
        className={classes.bar}
        data-commands
        data-testid="command-bar"
      >
        <label className={classes.search}>
          <IconSearch size={16} stroke={1.6} aria-hidden="true" />
          <input
            // biome-ignore lint/a11y/noAutofocus: the bar was asked for, and typing goes into it
            autoFocus
            role="combobox"
            aria-expanded="true"
            aria-controls={id}
            aria-autocomplete="list"
            aria-activedescendant={active ? option(index) : undefined}
            aria-label={t('commands.field')}
            placeholder={t('commands.field')}
            autoComplete="off"
            spellCheck={false}
            value={search}
            onChange={(e) => {
              setSearch(e.currentTarget.value);
              setAt(0);
            }}
            onKeyDown={keys}
          />
        </label>
        <div id={id} role="listbox" aria-label={t('commands.label')} className={classes.list} tabIndex={-1}>
          {groups.map(({ group, commands: some }) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options
            <div key={group} role="group" aria-label={t(`commands.group.${group}`)}>
              <p className={classes.group} aria-hidden="true">
                {t(`commands.group.${group}`)}
              </p>
              {some.map((command) => {
                place += 1;
                const mine = place;
                return (
                  <Option
                    key={command.id}
                    id={option(mine)}
                    command={command}
                    active={mine === index}
                    onPoint={() => setAt(mine)}
                    onPick={() => perform(command)}
                  />
                );
              })}
            </div>
          ))}
          {flat.length === 0 && <p className={classes.none}>{t('commands.none')}</p>}
        </div>
        <p className={classes.foot}>
          <span>{t('commands.hint')}</span>
          <span role="status">{tn('commands.count', flat.length)}</span>
        </p>
      </div>
    </div>,
    document.body,
  );
}

function moved(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowUp') return (at + count - 1) % count;
  if (key === 'PageDown') return Math.min(count - 1, at + 8);
  return key === 'PageUp' ? Math.max(0, at - 8) : undefined;
}

interface OptionProps {
  readonly id: string;
  readonly command: Command;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onPick: () => void;
}

function Option({ id, command, active, onPoint, onPick }: OptionProps) {
  const { title, hint, keys, refused, icon: Glyph = IconCommand } = command;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, which keeps the focus
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      className={classes.option}
      aria-selected={active}
      aria-disabled={refused !== undefined || undefined}
      aria-label={refused === undefined ? undefined : t('commands.refused', { title, why: refused })}
      data-command={command.id}
      onPointerMove={onPoint}
      onPointerDown={(e) => e.preventDefault()}
      onClick={onPick}
    >
      <Glyph size={16} stroke={1.6} aria-hidden="true" />
      <span className={classes.title}>
        <bdi>{title}</bdi>
      </span>
      <span className={classes.hint}>{refused ?? hint}</span>
      {keys && (
        <span className={classes.keys}>
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </div>
  );
}
