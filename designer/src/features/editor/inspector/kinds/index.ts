import type { NodeKind } from '@slipway/shared/workflow';
import type { ComponentType } from 'react';
import { ActionForm } from './ActionForm.tsx';
import { DeadlineForm } from './DeadlineForm.tsx';
import { EmitForm } from './EmitForm.tsx';
import { EstimateForm } from './EstimateForm.tsx';
import { ExceptionForm } from './ExceptionForm.tsx';
import { HoldForm } from './HoldForm.tsx';
import { JoinForm } from './JoinForm.tsx';
import { LookupForm } from './LookupForm.tsx';
import { MissingForm } from './MissingForm.tsx';
import { ScheduleForm } from './ScheduleForm.tsx';
import { SubflowForm } from './SubflowForm.tsx';
import { SwitchForm } from './SwitchForm.tsx';
import { ConditionForm, EndForm, SetForm, TriggerForm, WaitForm } from './small-forms.tsx';
import { TableForm } from './TableForm.tsx';
import { WindowForm } from './WindowForm.tsx';

/** The form of each kind of node: a missing one does not compile. */
export const KIND_FORMS: Readonly<Record<NodeKind, ComponentType>> = {
  trigger: TriggerForm,
  hold: HoldForm,
  window: WindowForm,
  deadline: DeadlineForm,
  missing: MissingForm,
  schedule: ScheduleForm,
  condition: ConditionForm,
  switch: SwitchForm,
  set: SetForm,
  table: TableForm,
  lookup: LookupForm,
  estimate: EstimateForm,
  subflow: SubflowForm,
  action: ActionForm,
  exception: ExceptionForm,
  wait: WaitForm,
  emit: EmitForm,
  join: JoinForm,
  end: EndForm,
};
