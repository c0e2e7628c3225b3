import { hashText } from '../json/index.ts';

/*
 * Every id that a decision makes is a hash of what it stands for, so that a replay makes the same keys.
 * Twenty hexadecimal digits (80 bits) behind a prefix that tells ids apart at a glance; a prefix also keeps an id from
 * being all digits, which the queue refuses.
 */
function id(prefix: string, parts: readonly (string | number)[]): string {
  return `${prefix}_${hashText(JSON.stringify(parts)).slice(0, 20)}`;
}

/** Ids of runs, openings, actions and exceptions (rule-graph.md, *Runs*; runtime.md, *Determinism and replay*). */
export const ids = {
  /** `cause` is the id of the event, or of the timer with its due. */
  opening: (environment: string, workflow: string, subject: string, node: string, key: string, cause: string) =>
    id('opn', [environment, workflow, subject, node, key, cause]),
  run: (environment: string, opening: string) => id('run', [environment, opening]),
  action: (environment: string, workflow: string, run: string, node: string, visit: number) =>
    id('act', [environment, workflow, run, node, visit]),
  /** What takes an action back is another action: it has an id of its own. */
  compensation: (environment: string, action: string) => id('act', [environment, 'takes back', action]),
  /** An event that a node put under another subject; a visit may tell several subjects. */
  emitted: (environment: string, run: string, node: string, visit: number, subject: string) =>
    id('evt', [environment, run, node, visit, subject]),
  /** What takes an emitted event back. */
  retraction: (environment: string, event: string) => id('evt', [environment, 'takes back', event]),
  /** An event that says what happened to a case. */
  announced: (environment: string, exception: string, type: string, revision: number) =>
    id('evt', [environment, exception, type, revision]),
  exception: (environment: string, run: string, node: string, visit: number) =>
    id('exc', [environment, run, node, visit]),
} as const;
