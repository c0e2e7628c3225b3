import type { Problem } from '@slipway/shared/problem';
import { type Mend, mendsOf } from '@slipway/shared/workflow/edit';
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useEditor } from '../../../../editor/editor-context.ts';
import { problemText } from '../../../../messages/said.ts';
import { t } from '../../../../messages/t.ts';
import { mendText } from '../../problems/mend-text.ts';
import classes from '../Inspector.module.css';

/** What a control gets so that it is labelled, described by its problems, and found by its pointer. */
export interface ControlProps {
  readonly id: string;
  /** Its name, where no label stands beside it. */
  readonly 'aria-label'?: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly 'data-pointer': string;
}

interface LabelledProps {
  readonly label: string;
  /** The label is a name that people gave. */
  readonly authored?: boolean | undefined;
  /** JSON pointer of the value in the document: a problem there is shown here, and a jump there lands here. */
  readonly pointer: string;
  readonly problems: readonly Problem[];
  readonly hint?: string | undefined;
  readonly aside?: ReactNode;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A field of a form: its label, the control, what is wrong with its value and how it can be mended. */
export function Labelled({ label, authored, pointer, problems, hint, aside, children }: LabelledProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', problems.length > 0 ? `${id}-problems` : ''].filter(Boolean).join(' ');
  return (
    <div className={classes.field}>
      <div className={classes.labelRow}>
        <label htmlFor={id}>{authored ? <bdi>{label}</bdi> : label}</label>
        {aside}
      </div>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': problems.some((problem) => problem.severity === 'error') || undefined,
        'data-pointer': pointer,
      })}
      {hint && (
        <p className={classes.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <ProblemList id={`${id}-problems`} problems={problems} />
    </div>
  );
}

/** What is wrong, each with the mend that is likeliest. */
export function ProblemList({ id, problems }: { readonly id?: string; readonly problems: readonly Problem[] }) {
  const { document, announcement } = useEditor();
  if (problems.length === 0) return null;
  const apply = (mend: Mend) => {
    if (document.apply(mend.apply, { label: mendText(mend) })) announcement.set(mendText(mend));
  };
  return (
    <ul className={classes.problems} id={id}>
      {problems.map((problem) => {
        const Icon = problem.severity === 'error' ? IconX : IconAlertTriangle;
        const mends = mendsOf(document.state.draft, problem).slice(0, 2);
        return (
          <li key={`${problem.code} ${problem.path} ${problem.message}`} data-severity={problem.severity}>
            <Icon size={14} stroke={2} aria-label={t(`problem.${problem.severity}`)} />
            <span>
              <bdi>{problemText(problem)}</bdi>
              {mends.map((mend) => (
                <button key={mendText(mend)} type="button" className={classes.link} onClick={() => apply(mend)}>
                  {mendText(mend)}
                </button>
              ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
