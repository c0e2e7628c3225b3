import type { Field } from '@slipway/shared/event';
import { FUNCTIONS } from '@slipway/shared/expression';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { t } from '../../../../messages/t.ts';
import classes from '../Inspector.module.css';
import { complete, proposals, wordBefore } from './completion.ts';
import type { ControlProps } from './Labelled.tsx';

const FUNCTION_NAMES = Object.keys(FUNCTIONS);

interface CodeInputProps {
  readonly control: ControlProps;
  readonly value: string;
  readonly fields: readonly Field[];
  /** Prose with `${…}` in it, where only those are expressions. */
  readonly template?: boolean;
  readonly onChange: (value: string) => void;
}

/** A text with expressions: names are completed from what can be read here, with the arrow keys and Enter or Tab. */
export function CodeInput({ control, value, fields, template = false, onChange }: CodeInputProps) {
  const input = useRef<HTMLTextAreaElement>(null);
  const [open, setOpen] = useState<{ from: number; cursor: number; word: string } | null>(null);
  const [picked, setPicked] = useState(0);
  const [cursorAfter, setCursorAfter] = useState<number | null>(null);
  useLayoutEffect(() => {
    if (cursorAfter === null) return;
    input.current?.setSelectionRange(cursorAfter, cursorAfter);
    setCursorAfter(null);
  }, [cursorAfter]);
  const offered = open ? proposals(open.word, fields, FUNCTION_NAMES) : [];
  const take = (index: number) => {
    const proposal = offered[index];
    if (!open || !proposal) return;
    const next = complete(value, open.from, open.cursor, proposal.text);
    onChange(next.text);
    setCursorAfter(next.cursor);
    setOpen(null);
    input.current?.focus();
  };
  const keys = (e: KeyboardEvent) => {
    if (offered.length === 0) return;
    const move = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    if (move !== 0) setPicked((picked + move + offered.length) % offered.length);
    else if (e.key === 'Enter' || e.key === 'Tab') take(picked);
    else if (e.key === 'Escape') setOpen(null);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return (
    <div className={classes.code}>
      <textarea
        {...control}
        ref={input}
        rows={1}
        className={template ? classes.text : classes.mono}
        spellCheck={template}
        value={value}
        role="combobox"
        aria-expanded={offered.length > 0}
        aria-autocomplete="list"
        aria-controls={`${control.id}-list`}
        aria-activedescendant={offered.length > 0 ? `${control.id}-${picked}` : undefined}
        onKeyDown={keys}
        onBlur={() => setOpen(null)}
        onChange={(e) => {
          const { value: text, selectionStart } = e.currentTarget;
          onChange(text);
          const word = wordBefore(text, selectionStart, template);
          setOpen(word ? { ...word, cursor: selectionStart } : null);
          setPicked(0);
        }}
      />
      {offered.length > 0 && (
        <div
          className={classes.proposals}
          id={`${control.id}-list`}
          role="listbox"
          aria-label={t('inspector.proposals')}
        >
          {offered.map((proposal, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus and points at its option
            // biome-ignore lint/a11y/useKeyWithClickEvents: the text field has the keys
            <div
              key={proposal.text}
              id={`${control.id}-${index}`}
              role="option"
              aria-selected={index === picked}
              onMouseDown={(e) => e.preventDefault()}
              onClick={() => take(index)}
            >
              <code>{proposal.text}</code> <span>{proposal.detail}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
