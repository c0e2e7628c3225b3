import { describePath } from '@slipway/shared/expression';
import { type Completion, functionHelp } from '@slipway/shared/expression/complete';
import { useEffect, useRef } from 'react';
import { locale } from '../../../../../messages/locale.ts';
import { t, tOr } from '../../../../../messages/t.ts';
import { valueText } from '../../value-text.ts';
import classes from './Code.module.css';

interface CompletionListProps {
  readonly id: string;
  readonly items: readonly Completion[];
  readonly picked: number;
  readonly onTake: (index: number) => void;
}

/** What can be written at the caret, with its type and what stands there in what is tried; about the picked one a sentence. */
export function CompletionList({ id, items, picked, onTake }: CompletionListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[picked]?.scrollIntoView({ block: 'nearest' });
  }, [picked]);
  const current = items[picked];
  return (
    <>
      <div className={classes.list} id={id} role="listbox" aria-label={t('inspector.proposals')} ref={list}>
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the text field keeps the focus and points at its option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text field has the keys
          <div
            key={`${item.kind} ${item.label}`}
            id={`${id}-${index}`}
            className={classes.option}
            role="option"
            aria-selected={index === picked}
            data-partly={item.fitting === 'partly' || undefined}
            onMouseDown={(e) => e.preventDefault()}
            onClick={() => onTake(index)}
          >
            <span className={classes.kind} data-kind={item.kind} aria-hidden="true">
              {t(`fields.mark.${item.kind}`)}
            </span>
            <code>
              <Marked label={item.label} marks={item.marks} />
            </code>
            <span className={item.value === undefined ? classes.type : classes.value}>{asideOf(item)}</span>
          </div>
        ))}
      </div>
      {current && <About item={current} />}
    </>
  );
}

/** What stands there, or else of which type it is; of several types nothing is said. */
function asideOf(item: Completion): string {
  if (item.value !== undefined) return valueText(item.value);
  if (item.kind === 'more') return t('fields.goes-on');
  return item.type.kind === 'any' ? '' : tOr(`fields.type.${item.type.kind}`, item.type.kind);
}

function Marked({ label, marks }: { readonly label: string; readonly marks: readonly number[] }) {
  const marked = new Set(marks);
  const runs: { readonly text: string; readonly hit: boolean }[] = [];
  for (const [at, letter] of [...label].entries()) {
    const last = runs.at(-1);
    if (last?.hit === marked.has(at)) runs[runs.length - 1] = { ...last, text: last.text + letter };
    else runs.push({ text: letter, hit: marked.has(at) });
  }
  // biome-ignore lint/suspicious/noArrayIndexKey: runs of one label are never reordered
  return runs.map(({ text, hit }, index) => (hit ? <b key={index}>{text}</b> : text));
}

/** A function by its signature and what it does, a field by its words. */
function About({ item }: { readonly item: Completion }) {
  const help = item.names === undefined ? undefined : functionHelp(item.names, locale);
  const type = item.type.kind === 'any' ? '' : tOr(`fields.type.${item.type.kind}`, item.type.kind);
  const keys = item.kind === 'field' || item.kind === 'more' ? item.label.split('.') : [];
  const [fact = '', ...rest] = keys;
  const words = keys.length > 1 && /^[\w.]+$/.test(item.label) ? describePath(fact, rest) : '';
  const text = help?.help ?? (item.fitting === 'partly' ? t('fields.partly') : words);
  if (!help && text === '') return null;
  return (
    <div className={classes.about}>
      {help && (
        <p>
          <code>{help.signature}</code>
          {type && <span className={classes.type}> {t('fields.gives', { type })}</span>}
        </p>
      )}
      <p>{text}</p>
    </div>
  );
}
