import type { Field } from '@slipway/shared/event';
import type { Problem } from '@slipway/shared/problem';
import type { TextPlace } from '@slipway/shared/workflow';
import { createContext, useContext } from 'react';
import type { Scope, StepContextValue } from '../step-context.ts';

/** The condition that a form edits, as a whole: parts change it by their place. */
export interface FormContextValue {
  readonly json: unknown;
  readonly pointer: string;
  readonly problems: readonly Problem[];
  readonly fields: readonly Field[];
  /** What its computed values can name. */
  readonly place: TextPlace;
  readonly scope: Scope | undefined;
  /** The conditions that the workflow keeps under a name. */
  readonly named: StepContextValue['named'];
  /** The named condition that it is, if it is one: it cannot refer to what comes to ask it. */
  readonly own: string | undefined;
  readonly change: (json: unknown) => void;
}

export const FormContext = createContext<FormContextValue | null>(null);

export function useForm(): FormContextValue {
  const form = useContext(FormContext);
  if (!form) throw new Error('outside of a condition');
  return form;
}
