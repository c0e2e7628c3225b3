import { IconBoxMultiple, IconNote, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { t, tn } from '../../messages/t.ts';
import { useStore } from '../editor-context.ts';
import { KindTile } from '../KindTile.tsx';
import { iconOf } from '../node-kinds/index.ts';
import { type Choice, searched } from './choices.ts';
import type { Hand, OpenPicker } from './hand.ts';
import classes from './Picker.module.css';

/** The open list: type to narrow it, arrows and Enter to pick, Escape to leave it. */
export function PickerLayer({ hand }: { readonly hand: Hand }) {
  const picker = useStore(hand.picker);
  return picker ? <PickerList key={`${picker.purpose} ${picker.label}`} picker={picker} hand={hand} /> : null;
}

function PickerList({ picker, hand }: { readonly picker: OpenPicker; readonly hand: Hand }) {
  const id = useId();
  const [search, setSearch] = useState('');
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const choices = useMemo(() => searched(picker.choices, search), [picker.choices, search]);
  const active = choices[at];
  useEffect(() => {
    const outside = (e: PointerEvent) => {
      if (e.target instanceof Node && !box.current?.contains(e.target)) hand.picker.set(null);
    };
    window.addEventListener('pointerdown', outside, true);
    return () => window.removeEventListener('pointerdown', outside, true);
  }, [hand]);
  const keys = (e: KeyboardEvent) => {
    const to = moved(e.key, at, choices.length);
    if (to !== undefined) setAt(to);
    else if (e.key === 'Enter' && active) hand.choose(active);
    else if (e.key === 'Escape') hand.close();
    // The list is one stop: Tab leaves it as Escape does.
    else if (e.key === 'Tab') hand.close();
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return (
    <div
      ref={box}
      className={classes.picker}
      style={{ left: picker.corner.x, top: picker.corner.y }}
      role="dialog"
      aria-label={picker.label}
      data-testid="picker"
    >
      <label className={classes.search}>
        <IconSearch size={15} stroke={1.6} aria-hidden="true" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the list was asked for, and typing goes into it
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={active ? `${id} ${at}`.replaceAll(' ', '-') : undefined}
          aria-label={picker.label}
          placeholder={picker.label}
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
      <div id={id} className={classes.list} role="listbox" aria-label={picker.label} tabIndex={-1}>
        {choices.map((choice, index) => (
          <Option
            key={choice.id}
            id={`${id} ${index}`.replaceAll(' ', '-')}
            choice={choice}
            heading={choice.group !== choices[index - 1]?.group}
            active={index === at}
            onPoint={() => setAt(index)}
            onPick={() => hand.choose(choice)}
          />
        ))}
        {choices.length === 0 && <p className={classes.none}>{t('picker.none')}</p>}
      </div>
      <p className={classes.count} role="status">
        {tn('picker.count', choices.length)}
      </p>
    </div>
  );
}

function moved(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowDown') return Math.min(count - 1, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? Math.max(0, count - 1) : undefined;
}

interface OptionProps {
  readonly id: string;
  readonly choice: Choice;
  readonly heading: boolean;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onPick: () => void;
}

function Option({ id, choice, heading, active, onPoint, onPick }: OptionProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <>
      {heading && (
        <p className={classes.group} role="presentation">
          {choice.group}
        </p>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, which keeps the focus */}
      <div
        ref={row}
        id={id}
        role="option"
        tabIndex={-1}
        className={classes.option}
        aria-selected={active}
        onPointerMove={onPoint}
        onClick={onPick}
      >
        <ChoiceTile choice={choice} />
        <span className={classes.words}>
          <span className={classes.title}>{choice.title}</span>
          <span className={classes.hint}>{choice.hint}</span>
        </span>
      </div>
    </>
  );
}

const OTHERS = { step: null, port: null, note: IconNote, group: IconBoxMultiple } as const;

/** The coloured tile of what can be picked, as on its card. */
export function ChoiceTile({ choice }: { readonly choice: Choice }) {
  const icon = choice.what.is === 'kind' ? iconOf(choice.what) : OTHERS[choice.what.is];
  return <KindTile icon={icon ?? undefined} family={choice.family} />;
}
