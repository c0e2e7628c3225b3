import { Popover } from '@mantine/core';
import type { Finding } from '@slipway/shared/expression/complete';
import {
  type DragEvent,
  type KeyboardEvent,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { ControlProps } from '../Labelled.tsx';
import classes from './Code.module.css';
import { CompletionList } from './CompletionList.tsx';
import { inkOf } from './ink.ts';
import { insertPath } from './insert-path.ts';
import { type CodePlace, useCompletion } from './use-completion.ts';

/** What is dragged out of the sample data: a path such as `subject.eta`. */
export const DRAGGED_PATH = 'application/x-slipway-path';

/** A field that something can be put into, where its caret stands. */
export interface CodeHandle {
  readonly put: (path: string) => void;
}

interface CodeInputProps {
  readonly control: ControlProps;
  readonly value: string;
  readonly at: CodePlace;
  readonly findings: readonly Finding[];
  readonly onChange: (value: string) => void;
  readonly handle?: Ref<CodeHandle> | undefined;
  readonly onFocus?: (() => void) | undefined;
}

/**
 * A text with expressions, drawn in the colours of what its pieces are. Names are completed from what the place can name:
 * as one types or by Ctrl+Space, with arrows, Enter or Tab; Ctrl+. takes the first suggestion for what is wrong.
 */
export function CodeInput({ control, value, at, findings, onChange, handle, onFocus }: CodeInputProps) {
  const input = useRef<HTMLTextAreaElement>(null);
  const [caretAfter, setCaretAfter] = useState<number | null>(null);
  const [over, setOver] = useState(false);
  const offered = useCompletion(at);
  const { template } = at;
  useLayoutEffect(() => {
    if (caretAfter === null) return;
    input.current?.setSelectionRange(caretAfter, caretAfter);
    setCaretAfter(null);
  }, [caretAfter]);
  const write = (text: string, caret: number) => {
    onChange(text);
    setCaretAfter(caret);
    input.current?.focus();
  };
  const take = (index: number) => {
    const taken = offered.take(value, index);
    if (!taken) return;
    write(taken.text, taken.caret);
    // A name with fields leads on to them.
    if (taken.more) offered.ask(taken.text, taken.caret);
  };
  const put = (path: string, where?: number) => {
    const from = where ?? input.current?.selectionStart ?? value.length;
    const { text, caret } = insertPath(
      { text: value, from, to: where ?? input.current?.selectionEnd ?? from },
      path,
      template,
    );
    write(text, caret);
  };
  useImperativeHandle(handle, () => ({ put: (path: string) => put(path) }));
  const suggestion = findings.flatMap(({ replacements }) => replacements)[0];
  const keys = (e: KeyboardEvent<HTMLTextAreaElement>) => {
    const { items, picked } = offered;
    const open = items.length > 0;
    const move = e.key === 'ArrowDown' ? 1 : e.key === 'ArrowUp' ? -1 : 0;
    const ctrl = e.ctrlKey || e.metaKey;
    if (ctrl && (e.key === ' ' || e.code === 'Space')) offered.ask(value, e.currentTarget.selectionStart);
    else if (suggestion && ((ctrl && e.key === '.') || (!open && !template && e.key === 'Enter' && !e.shiftKey)))
      write(suggestion.text, suggestion.caret);
    else if (!open || e.shiftKey) return;
    else if (move !== 0) offered.pick((picked + move + items.length) % items.length);
    else if (e.key === 'Enter' || e.key === 'Tab') take(picked);
    else if (e.key === 'Escape') offered.close();
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  const drop = (e: DragEvent<HTMLTextAreaElement>) => {
    const path = e.dataTransfer.getData(DRAGGED_PATH);
    setOver(false);
    if (path === '') return;
    e.preventDefault();
    const where = document.caretPositionFromPoint?.(e.clientX, e.clientY);
    put(path, where?.offsetNode === input.current ? where?.offset : value.length);
  };
  return (
    <Popover
      opened={offered.items.length > 0}
      position="bottom-start"
      width={380}
      offset={2}
      withRoles={false}
      trapFocus={false}
      returnFocus={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <Popover.Target>
        <div className={classes.box} data-template={template || undefined} data-over={over || undefined}>
          <textarea
            {...control}
            ref={input}
            className={classes.field}
            rows={1}
            spellCheck={template}
            autoComplete="off"
            autoCapitalize="off"
            value={value}
            role="combobox"
            aria-expanded={offered.items.length > 0}
            aria-autocomplete="list"
            aria-controls={offered.items.length > 0 ? `${control.id}-list` : undefined}
            aria-activedescendant={offered.items.length > 0 ? `${control.id}-list-${offered.picked}` : undefined}
            onKeyDown={keys}
            onFocus={onFocus}
            onBlur={offered.close}
            onDragOver={(e) => {
              if (!e.dataTransfer.types.includes(DRAGGED_PATH)) return;
              e.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
            onChange={(e) => {
              const { value: text, selectionStart } = e.currentTarget;
              onChange(text);
              // What comes in at once, as a paste does, is no name that is being written.
              if (Math.abs(text.length - value.length) <= 1) offered.typed(text, selectionStart);
              else offered.close();
            }}
          />
          <pre className={classes.ink} aria-hidden="true">
            {inkOf(value, template, findings).map(({ text, kind, wrong }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have their places alone
              <span key={index} data-kind={kind} data-wrong={wrong}>
                {text}
              </span>
            ))}{' '}
          </pre>
        </div>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown ?? ''}>
        <CompletionList id={`${control.id}-list`} items={offered.items} picked={offered.picked} onTake={take} />
      </Popover.Dropdown>
    </Popover>
  );
}
