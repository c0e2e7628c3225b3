export { announcements, isAnnouncement } from './announce.ts';
export { autoClear, lookAtCases } from './clear.ts';
export { describe, text } from './describe.ts';
export { type Change, EVIDENCE_KEPT, meet } from './meet.ts';
export { complete, priorityOf, referenceOf } from './record.ts';
export { reopenTakenBack } from './reopen.ts';
export { caseMoments, caseTimerId, timerOf, withTimersOf } from './timers.ts';
export { wakeCase } from './wake.ts';
