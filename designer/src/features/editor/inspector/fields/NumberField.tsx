import { problemsAt, useStep } from '../step-context.ts';
import { Labelled } from './Labelled.tsx';

interface NumberFieldProps {
  readonly label: string;
  /** Pointer below the step's configuration. */
  readonly path: string;
  readonly value: unknown;
  /** Undefined where the field is empty. */
  readonly onChange: (value: number | undefined) => void;
  readonly hint?: string | undefined;
  /** Whole numbers from 1 upwards only. */
  readonly count?: boolean;
}

/** A number; text that is none leaves the document as it was. */
export function NumberField({ label, path, value, onChange, hint, count }: NumberFieldProps) {
  const step = useStep();
  return (
    <Labelled label={label} pointer={`${step.pointer}/config${path}`} problems={problemsAt(step, path)} hint={hint}>
      {(control) => (
        <input
          {...control}
          type="number"
          step={count ? 1 : 'any'}
          min={count ? 1 : undefined}
          value={typeof value === 'number' ? value : ''}
          onChange={(e) => {
            const text = e.currentTarget.value;
            const next = count ? Number.parseInt(text, 10) : Number.parseFloat(text);
            if (text === '') onChange(undefined);
            else if (Number.isFinite(next)) onChange(next);
          }}
        />
      )}
    </Labelled>
  );
}
