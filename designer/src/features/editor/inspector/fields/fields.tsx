import type { Wanted } from '@slipway/shared/expression';
import { describeDuration, parseDuration } from '@slipway/shared/time';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../../../messages/t.ts';
import classes from '../Inspector.module.css';
import mappingClasses from '../operation/Mapping.module.css';
import { useMapping } from '../operation/mapping-context.ts';
import { problemsAt, useStep } from '../step-context.ts';
import { CodeField, isToldHere } from './code/CodeField.tsx';
import type { CodeHandle } from './code/CodeInput.tsx';
import { typeWords } from './code/type-words.ts';
import { Labelled } from './Labelled.tsx';

interface FieldProps {
  readonly label: string;
  /** Pointer below the step's configuration: `/due`, `/met/at`. */
  readonly path: string;
  readonly value: unknown;
  /** Undefined removes the field. */
  readonly onChange: (value: string | undefined) => void;
  readonly hint?: string | undefined;
  readonly aside?: ReactNode;
  /** Emptied, it is removed; without this it stays as an empty text. */
  readonly optional?: boolean;
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);

/** One line of text. */
export function TextField({ label, path, value, onChange, hint, aside, optional }: FieldProps) {
  const step = useStep();
  return (
    <Labelled
      label={label}
      pointer={`${step.pointer}/config${path}`}
      problems={problemsAt(step, path)}
      hint={hint}
      aside={aside}
    >
      {(control) => (
        <input
          {...control}
          value={asText(value)}
          onChange={(e) => onChange(optional && e.currentTarget.value === '' ? undefined : e.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}

interface CodeProps extends FieldProps {
  /** What must come out, where the kind of the step does not say it. */
  readonly wanted?: Wanted | undefined;
  /** The label is a name that people gave. */
  readonly authored?: boolean;
}

/** A CEL expression with its value at the moment that is looked at. */
export function ExpressionField(props: CodeProps) {
  return <CodeText {...props} template={false} />;
}

/** Text with `${…}` in it, and how it reads at the moment that is looked at. */
export function TemplateField(props: CodeProps) {
  return <CodeText {...props} template />;
}

function CodeText(props: CodeProps & { readonly template: boolean }) {
  const { label, authored, path, value, onChange, hint, aside, optional, template, wanted } = props;
  const step = useStep();
  const own = step.place(path);
  const place = useMemo(() => (wanted ? { ...own, wanted } : own), [own, wanted]);
  const pointer = `${step.pointer}/config${path}`;
  const handle = useRef<CodeHandle>(null);
  const desk = useMapping();
  useEffect(
    () => desk?.register({ pointer, label, wanted: place.wanted, put: (text) => handle.current?.put(text) }),
    [desk, pointer, label, place.wanted],
  );
  return (
    <Labelled
      label={label}
      authored={authored}
      pointer={pointer}
      problems={problemsAt(step, path).filter(({ code }) => !isToldHere(code))}
      hint={hint}
      aside={
        aside ?? (
          <span className={mappingClasses.ends}>
            {place.wanted && <span className={classes.aside}>{typeWords(place.wanted.types)}</span>}
            {desk && (
              <button
                type="button"
                className={mappingClasses.insert}
                aria-label={t('mapping.insert-into', { field: label })}
                onClick={() => desk.ask(pointer)}
              >
                {t('mapping.insert')}
              </button>
            )}
          </span>
        )
      }
    >
      {(control) => (
        <CodeField
          control={control}
          value={asText(value)}
          place={place}
          sample={step.scope}
          template={template}
          handle={handle}
          onFocus={() => desk?.activate(pointer)}
          onChange={(next) => onChange(optional && next === '' ? undefined : next)}
        />
      )}
    </Labelled>
  );
}

/** A length of time: `30m`, `2h`, `7d`. */
export function DurationField({ label, path, value, onChange, hint }: FieldProps) {
  const step = useStep();
  const text = asText(value);
  return (
    <Labelled
      label={label}
      pointer={`${step.pointer}/config${path}`}
      problems={problemsAt(step, path)}
      hint={hint}
      aside={<span className={classes.aside}>{lengthOf(text) ?? ''}</span>}
    >
      {(control) => (
        <input
          {...control}
          placeholder={t('inspector.duration-example')}
          value={text}
          onChange={(e) => onChange(e.currentTarget.value === '' ? undefined : e.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}

/** One of a few words. */
export function ChoiceField<Value extends string>({
  label,
  path,
  value,
  choices,
  onChange,
  hint,
}: {
  readonly label: string;
  readonly path: string;
  readonly value: Value;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  readonly hint?: string | undefined;
}) {
  const step = useStep();
  return (
    <Labelled label={label} pointer={`${step.pointer}/config${path}`} problems={problemsAt(step, path)} hint={hint}>
      {(control) => (
        <select
          {...control}
          value={value}
          onChange={(e) => {
            const next = choices.find((choice) => choice.value === e.currentTarget.value);
            if (next) onChange(next.value);
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

/** Any JSON: what is no JSON stays in the field with a mark, and the document keeps what it had. */
export function JsonField({
  label,
  path,
  value,
  onChange,
  hint,
}: Omit<FieldProps, 'onChange' | 'aside'> & { readonly onChange: (value: unknown) => void }) {
  const step = useStep();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (value === undefined ? '' : JSON.stringify(value, null, 2));
  return (
    <Labelled label={label} pointer={`${step.pointer}/config${path}`} problems={problemsAt(step, path)} hint={hint}>
      {(control) => (
        <>
          <textarea
            {...control}
            className={classes.mono}
            rows={Math.min(10, shown.split('\n').length)}
            spellCheck={false}
            aria-invalid={text !== null || control['aria-invalid']}
            value={shown}
            onChange={(e) => {
              const next = e.currentTarget.value;
              if (next.trim() === '') {
                setText(null);
                return onChange(undefined);
              }
              try {
                onChange(JSON.parse(next));
                setText(null);
              } catch {
                setText(next);
              }
            }}
          />
          {text !== null && <p className={classes.wrong}>{t('inspector.no-json')}</p>}
        </>
      )}
    </Labelled>
  );
}

function lengthOf(text: string): string | undefined {
  try {
    return describeDuration(parseDuration(text));
  } catch {
    return undefined;
  }
}
