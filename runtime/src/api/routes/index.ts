import type { Route } from '../route.ts';
import { actionDetail, actionList, actionRetry } from './actions.ts';
import { auditExport, auditList, auditVerify } from './audit.ts';
import { backtestHistories, backtestUpload } from './backtest-histories.ts';
import {
  backtestCreate,
  backtestDelete,
  backtestDetail,
  backtestList,
  backtestSubjects,
  backtestSubjectsCsv,
  backtestTraces,
} from './backtests.ts';
import {
  connectionChange,
  connectionDelete,
  connectionDetail,
  connectionList,
  connectionTest,
  connectionTestMail,
  connectorList,
} from './connections.ts';
import { deadLetterDetail, deadLetterList, deadLetterRetry } from './dead-letters.ts';
import { draftDelete, draftRead, draftSave } from './drafts.ts';
import { accounting, replay, summary } from './environment.ts';
import { environmentCreate, environmentList, environmentPatch } from './environments.ts';
import { events } from './events.ts';
import { exampleList } from './examples.ts';
import { exceptionDetail, exceptionList, exceptionTransition } from './exceptions.ts';
import { grantChange, grantDelete, grantList } from './grants.ts';
import { referenceLearn } from './learning.ts';
import {
  libraryArchive,
  libraryCreate,
  libraryDelete,
  libraryDetail,
  libraryDuplicate,
  libraryList,
  libraryRename,
  libraryRestore,
} from './library.ts';
import { libraryExport, libraryImport } from './library-files.ts';
import { draftTestsRead, draftTestsSave, libraryVersionTests } from './library-tests.ts';
import { librarySave, libraryVersion, libraryVersions } from './library-versions.ts';
import { live } from './live.ts';
import { holdChange, holdRead, runCancel, workflowPause, workflowResume } from './operations.ts';
import { outbox } from './outbox.ts';
import {
  planApply,
  planApprove,
  planCheck,
  planCreate,
  planDetail,
  planList,
  planRollBack,
  planWithdraw,
} from './plans.ts';
import {
  referenceChange,
  referenceCheck,
  referenceContent,
  referenceDelete,
  referenceDetail,
  referenceList,
  referenceRestore,
  referenceVersions,
} from './references.ts';
import { bundleExport, bundleImport, releaseList, releaseMatrix } from './releases.ts';
import { passwordChange, sessionClose, sessionOpen, sessionRead, setup } from './session.ts';
import { status } from './status.ts';
import { subjectEvents } from './subject-events.ts';
import { subjectDetail, subjectList, subjectWhy } from './subjects.ts';
import { tap } from './taps.ts';
import { eventFate, testEventSend } from './test-events.ts';
import { tokenCreate, tokenList, tokenRevoke } from './tokens.ts';
import { userCreate, userList, userRoles, userUpdate } from './users.ts';
import { variableChange, variableList } from './variables.ts';
import { vaultRotate, vaultState } from './vault.ts';
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
  tap,
  backtestCreate,
  backtestList,
  backtestDetail,
  backtestSubjects,
  backtestSubjectsCsv,
  backtestTraces,
  backtestDelete,
  backtestUpload,
  backtestHistories,
  exceptionList,
  exceptionDetail,
  exceptionTransition,
  subjectList,
  subjectDetail,
  subjectWhy,
  subjectEvents,
  actionList,
  actionDetail,
  actionRetry,
  deadLetterList,
  deadLetterDetail,
  deadLetterRetry,
  outbox,
  connectorList,
  connectionList,
  connectionDetail,
  connectionChange,
  connectionDelete,
  connectionTest,
  connectionTestMail,
  grantList,
  grantChange,
  grantDelete,
  variableList,
  variableChange,
  referenceList,
  referenceDetail,
  referenceContent,
  referenceVersions,
  referenceChange,
  referenceCheck,
  referenceRestore,
  referenceDelete,
  referenceLearn,
  vaultState,
  vaultRotate,
  libraryList,
  libraryCreate,
  libraryImport,
  libraryDetail,
  libraryDelete,
  libraryVersions,
  librarySave,
  libraryVersion,
  libraryRename,
  libraryDuplicate,
  libraryArchive,
  libraryRestore,
  libraryExport,
  libraryVersionTests,
  draftTestsRead,
  draftTestsSave,
  draftRead,
  draftSave,
  draftDelete,
  exampleList,
  testEventSend,
  eventFate,
  workflowPause,
  workflowResume,
  runCancel,
  holdRead,
  holdChange,
  auditList,
  auditVerify,
  auditExport,
  sessionRead,
  sessionOpen,
  sessionClose,
  passwordChange,
  setup,
  tokenList,
  tokenCreate,
  tokenRevoke,
  userList,
  userCreate,
  userUpdate,
  userRoles,
  environmentList,
  environmentCreate,
  environmentPatch,
  planCreate,
  planRollBack,
  planList,
  planDetail,
  planCheck,
  planApprove,
  planWithdraw,
  planApply,
  releaseMatrix,
  releaseList,
  bundleExport,
  bundleImport,
];
