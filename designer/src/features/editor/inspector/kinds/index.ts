import type { NodeKind } from '@slipway/shared/workflow';
import type { ComponentType } from 'react';
import { ActionForm } from './ActionForm.tsx';
import { DeadlineForm } from './DeadlineForm.tsx';
import { ExceptionForm } from './ExceptionForm.tsx';
import { ConditionForm, EndForm, SetForm, TriggerForm, WaitForm } from './small-forms.tsx';

/** The form of each kind of node: a missing one does not compile. */
export const KIND_FORMS: Readonly<Record<NodeKind, ComponentType>> = {
  trigger: TriggerForm,
  deadline: DeadlineForm,
  condition: ConditionForm,
  set: SetForm,
  action: ActionForm,
  exception: ExceptionForm,
  wait: WaitForm,
  end: EndForm,
};
