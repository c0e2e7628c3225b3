import { inspectText } from '@slipway/shared/expression/complete';
import type { TextPlace } from '@slipway/shared/workflow';
import { type Ref, useMemo } from 'react';
import type { Scope } from '../../step-context.ts';
import type { ControlProps } from '../Labelled.tsx';
import { type CodeHandle, CodeInput } from './CodeInput.tsx';
import { FieldState } from './FieldState.tsx';

interface CodeFieldProps {
  readonly control: ControlProps;
  readonly value: string;
  readonly place: TextPlace;
  readonly sample: Scope | undefined;
  /** Prose with `${…}` in it, where only those are expressions. */
  readonly template?: boolean;
  readonly onChange: (value: string) => void;
  /** By which a path is put in where the caret stands. */
  readonly handle?: Ref<CodeHandle>;
  readonly onFocus?: () => void;
}

/** The control of a text with expressions, and below it what it gives and what is wrong with it. */
export function CodeField({
  control,
  value,
  place,
  sample,
  template = false,
  onChange,
  handle,
  onFocus,
}: CodeFieldProps) {
  const inspection = useMemo(
    () => inspectText({ source: value, template, scope: place.scope, wanted: place.wanted }),
    [value, template, place],
  );
  const { findings } = inspection;
  const described = [control['aria-describedby'], findings.length > 0 ? `${control.id}-findings` : ''];
  return (
    <>
      <CodeInput
        control={{
          ...control,
          'aria-describedby': described.filter(Boolean).join(' ') || undefined,
          'aria-invalid': control['aria-invalid'] || findings.some(({ severity }) => severity === 'error') || undefined,
        }}
        value={value}
        at={{ place, sample, template }}
        findings={findings}
        onChange={onChange}
        handle={handle}
        onFocus={onFocus}
      />
      <FieldState
        id={control.id}
        text={value}
        template={template}
        sample={sample}
        inspection={inspection}
        onReplace={onChange}
      />
    </>
  );
}

/** What a field of an expression tells of itself, so that the list of the document's problems need not repeat it. */
export function isToldHere(code: string): boolean {
  return code.startsWith('expression-') || code.startsWith('template-');
}
