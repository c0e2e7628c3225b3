import type { Route } from '../route.ts';
import { actionDetail, actionList, actionRetry } from './actions.ts';
import { deadLetterDetail, deadLetterList, deadLetterRetry } from './dead-letters.ts';
import { accounting, replay, summary } from './environment.ts';
import { events } from './events.ts';
import { exceptionDetail, exceptionList, exceptionTransition } from './exceptions.ts';
import { live } from './live.ts';
import { outbox } from './outbox.ts';
import { status } from './status.ts';
import { subjectDetail, subjectList, subjectWhy } from './subjects.ts';
import { workflowCounters, workflowDetail, workflowList } from './workflows.ts';

/** Every route of the API. */
export const ROUTES: readonly Route[] = [
  status,
  summary,
  replay,
  accounting,
  live,
  events,
  workflowList,
  workflowDetail,
  workflowCounters,
  exceptionList,
  exceptionDetail,
  exceptionTransition,
  subjectList,
  subjectDetail,
  subjectWhy,
  actionList,
  actionDetail,
  actionRetry,
  deadLetterList,
  deadLetterDetail,
  deadLetterRetry,
  outbox,
];
