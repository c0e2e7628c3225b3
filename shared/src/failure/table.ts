/** What is known about a failure code, wherever it is raised. */
export interface FailureFacts {
  /** The HTTP status with which the API answers it. */
  readonly status: number;
  /** Whether the same request may succeed later without anybody changing it. */
  readonly retry: boolean;
  /** One sentence for a person: what happened and what to do. */
  readonly title: string;
}

/**
 * Every way in which the world can fail Slipway, in one list. A code is a promise: once published it keeps its meaning.
 * Grouped by where it arises; the reference page in `docs/` is checked against this table.
 */
export const FAILURES = {
  // Reading an input, before anything is decided. These are also the reasons on dead letters.
  'too-large': { status: 413, retry: false, title: 'The input is larger than the limit. Send less, or split it.' },
  'too-deep': { status: 400, retry: false, title: 'The JSON is nested deeper than the limit.' },
  'too-many-keys': { status: 400, retry: false, title: 'The JSON holds more keys than the limit.' },
  'invalid-utf8': {
    status: 400,
    retry: false,
    title: 'The bytes are not UTF-8. Send UTF-8 without a byte order mark.',
  },
  'invalid-csv': {
    status: 400,
    retry: false,
    title: 'The record is not well-formed CSV of this file: quotes or column count.',
  },
  'invalid-json': { status: 400, retry: false, title: 'The text is not JSON (RFC 8259).' },
  'invalid-text': { status: 400, retry: false, title: 'A text holds a NUL or a lone surrogate.' },
  'duplicate-key': {
    status: 400,
    retry: false,
    title: 'An object names the same key twice, so readers would disagree.',
  },
  'forbidden-key': {
    status: 400,
    retry: false,
    title: 'A key has a reserved name (__proto__, constructor, prototype).',
  },
  'number-precision': { status: 400, retry: false, title: 'A number cannot be held exactly. Send it as a string.' },
  'invalid-date': { status: 400, retry: false, title: 'A date does not exist or is not RFC 3339.' },
  'date-out-of-range': { status: 400, retry: false, title: 'A date lies outside the years 1900 to 2200.' },
  'no-offset': { status: 400, retry: false, title: 'A time has no offset and its source declares no time zone.' },
  'unknown-zone': {
    status: 400,
    retry: false,
    title: 'No time zone of this name is known (IANA names such as Europe/Berlin).',
  },
  'invalid-duration': {
    status: 400,
    retry: false,
    title: 'A duration is not like 30m, 2h, 7d or PT2H, or lies outside 1 second to 2 years.',
  },
  'invalid-cron': {
    status: 400,
    retry: false,
    title: 'A schedule is not five fields of cron: minute, hour, day of month, month, day of week.',
  },
  'invalid-calendar': {
    status: 400,
    retry: false,
    title: 'A calendar needs a time zone, and hours such as 08:00-17:00 for days of the week.',
  },
  'calendar-out-of-reach': {
    status: 400,
    retry: false,
    title: 'The calendar has not that much business time within ten years.',
  },
  'invalid-event': { status: 400, retry: false, title: 'The event does not match the schema of its type.' },
  'unknown-type': { status: 400, retry: false, title: 'No event type of this name is known here.' },
  'unknown-schema': { status: 400, retry: false, title: 'This version of the event schema is not known here.' },
  'no-subject': { status: 400, retry: false, title: 'No reference of the event names its subject.' },
  'mapping-failed': { status: 400, retry: false, title: 'The mapping of the source could not read this record.' },
  'too-many-hops': { status: 400, retry: false, title: 'The event was caused by itself too often and was stopped.' },
  'too-old': { status: 400, retry: false, title: 'The event is older than the memory of what was already seen.' },
  'decision-failed': { status: 500, retry: false, title: 'Deciding this event fails every time; it was set aside.' },
  // What a step that decides meets.
  'missing-reference': { status: 422, retry: false, title: 'The environment has no reference data of this name.' },
  'wrong-reference': { status: 422, retry: false, title: 'The reference data is not of the kind that the step reads.' },
  'invalid-key': {
    status: 422,
    retry: false,
    title: 'The key of a look-up cannot be computed, or is of another type.',
  },
  'table-input': { status: 422, retry: false, title: 'A value does not fit its column of the decision table.' },
  'table-conflict': { status: 422, retry: false, title: 'Rows of the decision table contradict each other.' },
  'table-output': { status: 422, retry: false, title: 'An output of the decision table cannot be computed.' },
  // Asking for something.
  'invalid-request': { status: 400, retry: false, title: 'The request does not match its schema.' },
  'not-found': { status: 404, retry: false, title: 'There is nothing of this name here.' },
  unauthenticated: {
    status: 401,
    retry: false,
    title: 'Nobody is signed in, or the credential is not valid any more.',
  },
  'sign-in-failed': { status: 401, retry: false, title: 'Name or password is wrong.' },
  'weak-password': { status: 422, retry: false, title: 'The password would be guessed. Choose a longer, unusual one.' },
  forbidden: { status: 403, retry: false, title: 'You lack the permission for this.' },
  'foreign-origin': { status: 403, retry: false, title: 'The request came from another site.' },
  conflict: {
    status: 409,
    retry: false,
    title: 'It has changed since you read it. Load it again, then repeat your change.',
  },
  'key-reused': {
    status: 422,
    retry: false,
    title: 'This Idempotency-Key was used for another request. Take a new one.',
  },
  'invalid-workflow': { status: 422, retry: false, title: 'The workflow has errors. Its problems say what to mend.' },
  'invalid-connection': {
    status: 422,
    retry: false,
    title: 'The connection has mistakes. Its problems say what to mend.',
  },
  'invalid-variables': { status: 422, retry: false, title: 'The variables have mistakes. Each is named.' },
  'invalid-reference': {
    status: 422,
    retry: false,
    title: 'The reference data has mistakes, or a live workflow could not read it. Each is named.',
  },
  'nothing-learned': {
    status: 422,
    retry: false,
    title: 'No subject here has gone from the one milestone to the other, so that nothing can be learned.',
  },
  'reference-in-use': {
    status: 409,
    retry: false,
    title: 'A live workflow or an open run reads this reference data. Change or stop that first.',
  },
  'rate-limited': { status: 429, retry: true, title: 'Too many requests. Wait, then try again.' },
  unavailable: { status: 503, retry: true, title: 'A part that is needed does not answer. It is tried again.' },
  internal: { status: 500, retry: false, title: 'Something went wrong inside Slipway. The log has the details.' },
  // Backtests.
  interrupted: {
    status: 503,
    retry: true,
    title: 'The process that played this backtest ended before it was done. Run it again.',
  },
  'backtest-too-large': {
    status: 422,
    retry: false,
    title: 'This history has more subjects than a backtest can hold. Choose a shorter one.',
  },
  'empty-history': { status: 422, retry: false, title: 'There is no event in this history. Choose another one.' },
  // Bringing versions into an environment.
  'plan-stale': {
    status: 409,
    retry: false,
    title: 'This plan can no longer be decided about. Make a new one of what is true now.',
  },
  'plan-blocked': {
    status: 422,
    retry: false,
    title: 'The environment is not ready for this plan. Its problems say what is missing.',
  },
  'not-approved': { status: 409, retry: false, title: 'Others must approve this plan before it is applied.' },
  'own-approval': { status: 403, retry: false, title: 'You may not approve this plan.' },
  'invalid-bundle': { status: 422, retry: false, title: 'The file is not a Slipway bundle, or it was changed.' },
  // Starting up and looking after the data directory.
  'invalid-config': { status: 500, retry: false, title: 'The configuration has mistakes; each is named.' },
  'directory-locked': { status: 500, retry: false, title: 'Another Slipway process is using this data directory.' },
  'directory-not-empty': { status: 500, retry: false, title: 'The target directory is not empty. Name a new one.' },
  'newer-data': { status: 500, retry: false, title: 'The data directory was written by a newer Slipway.' },
  'invalid-backup': { status: 500, retry: false, title: 'The file is not a Slipway backup, or it is damaged.' },
  'partition-mismatch': {
    status: 500,
    retry: false,
    title: 'The stored partition count differs from the configured one.',
  },
  'log-gap': { status: 500, retry: false, title: 'The log no longer holds the next event to decide.' },
  'log-behind': {
    status: 500,
    retry: false,
    title: 'The log ends before the stored checkpoint: it was restored or replaced.',
  },
  'commit-lost': {
    status: 500,
    retry: true,
    title: 'Another owner has moved this partition on. The state is read again.',
  },
  // Delivering an action.
  'egress-refused': {
    status: 502,
    retry: false,
    title: 'The address is not allowed. An admin can grant it for this environment.',
  },
  'target-unreachable': { status: 502, retry: true, title: 'The target system does not answer.' },
  'target-timeout': {
    status: 504,
    retry: true,
    title: 'The target system took too long; whether it acted is unknown.',
  },
  'target-lost': {
    status: 502,
    retry: true,
    title: 'The connection broke before the answer; whether it acted is unknown.',
  },
  'target-busy': { status: 503, retry: true, title: 'The target system asked to wait.' },
  'target-error': { status: 502, retry: true, title: 'The target system answered with an error of its own.' },
  'target-refused': { status: 502, retry: false, title: 'The target system refused the request.' },
  'invalid-input': { status: 422, retry: false, title: 'The input of the action does not match its operation.' },
  'invalid-output': { status: 502, retry: false, title: 'The answer of the target does not match its operation.' },
  'not-connected': { status: 422, retry: false, title: 'The slot of this action is bound to no connection here.' },
  'secret-unreadable': {
    status: 422,
    retry: false,
    title:
      'A stored secret of this connection cannot be opened with the keys here. Restore the key, or enter the secret anew.',
  },
  'retries-exhausted': {
    status: 502,
    retry: false,
    title: 'Every attempt failed. Mend the cause, then retry the action.',
  },
  'action-timeout': { status: 504, retry: false, title: 'No answer came within the time that the workflow allows.' },
} as const satisfies Record<string, FailureFacts>;

/** A code of the table. */
export type FailureCode = keyof typeof FAILURES;
