import { problemsAt, useStep } from '../step-context.ts';
import { ConditionForm } from './ConditionForm.tsx';

interface ConditionFieldProps {
  readonly label: string;
  /** Pointer below the step's configuration. */
  readonly path: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  /** Whether the step can do without one. */
  readonly optional?: boolean;
}

/** A condition of the step that the inspector shows. */
export function ConditionField({ label, path, value, onChange, optional }: ConditionFieldProps) {
  const step = useStep();
  const { pointer, fields, scope, named } = step;
  return (
    <ConditionForm
      label={label}
      value={value}
      onChange={onChange}
      optional={optional}
      around={{
        pointer: `${pointer}/config${path}`,
        problems: problemsAt(step, path),
        fields,
        place: step.place(path),
        scope,
        named,
        own: undefined,
      }}
    />
  );
}
