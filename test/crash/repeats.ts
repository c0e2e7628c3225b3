import { repeatedRequests } from '../main-job/judge.ts';
import type { ReceivedMail } from '../services/smtp.ts';
import type { TmsRequest } from '../services/tms.ts';

/** A SIGKILL: when it was sent, and when the process was seen to be gone. In milliseconds since 1970. */
export interface Kill {
  readonly sentMs: number;
  readonly goneMs: number;
}

/** A call that a target got again although it had answered, or was about to answer, an earlier one under that key. */
interface Repeat {
  readonly key: string;
  /** When the call before it came and when it was answered; Infinity while the answer never got through. */
  readonly beforeMs: number;
  readonly answeredMs: number;
  readonly atMs: number;
}

/** What the targets got more than once, held against the kills. */
export interface RepeatReport {
  readonly repeats: number;
  /** Calls that were open when the runtime was killed: a repeat of each is right, since nobody can know its outcome. */
  readonly openAtKill: number;
  /** Keys of repeats that no kill explains. */
  readonly unexplained: readonly string[];
}

/** An answer takes a moment to be recorded: a call counts as open for so long after the target has answered. */
const recordingMs = 2_000;

/** Tells repeats that a kill explains from those that a lost ledger would cause. */
export function repeatReport(
  requests: readonly TmsRequest[],
  mails: readonly ReceivedMail[],
  kills: readonly Kill[],
): RepeatReport {
  const calls = [
    ...requests.map((request) => ({ ...request, answeredMs: request.status === 0 ? Infinity : request.answeredAtMs })),
    ...mails.map((mail) => ({ key: mail.messageId, atMs: mail.atMs, answeredMs: mail.atMs, status: 250 })),
  ];
  const isOpenAt = (call: { atMs: number; answeredMs: number }, kill: Kill) =>
    call.atMs <= kill.goneMs && kill.sentMs <= call.answeredMs + recordingMs;
  const repeats = [...repeatsOf(requests), ...repeatedMails(mails)];
  return {
    repeats: repeats.length,
    openAtKill: calls.filter((call) => call.status !== 503 && kills.some((kill) => isOpenAt(call, kill))).length,
    unexplained: repeats
      .filter(
        (repeat) =>
          !kills.some((kill) => kill.sentMs <= repeat.atMs && isOpenAt({ ...repeat, atMs: repeat.beforeMs }, kill)),
      )
      .map((repeat) => describe(repeat, kills)),
  };
}

/** The story of a repeat in milliseconds from its first call on. */
function describe(repeat: Repeat, kills: readonly Kill[]): string {
  const since = (ms: number) => Math.round(ms - repeat.beforeMs);
  const between = kills
    .filter((kill) => kill.goneMs >= repeat.beforeMs && kill.sentMs <= repeat.atMs)
    .map((kill) => since(kill.sentMs));
  return `${repeat.key} answered after ${since(repeat.answeredMs)} ms, killed after ${between.join(', ') || 'no'} ms, again after ${since(repeat.atMs)} ms`;
}

function repeatsOf(requests: readonly TmsRequest[]): Repeat[] {
  return repeatedRequests(requests).map((request) => {
    const before = requests.slice(0, requests.indexOf(request)).findLast((each) => each.key === request.key);
    return {
      key: request.key,
      beforeMs: before?.atMs ?? 0,
      answeredMs: before?.status === 0 ? Infinity : (before?.answeredAtMs ?? 0),
      atMs: request.atMs,
    };
  });
}

function repeatedMails(mails: readonly ReceivedMail[]): Repeat[] {
  return mails.flatMap((mail, index) => {
    const before = mails.slice(0, index).findLast((each) => each.messageId === mail.messageId);
    return before ? [{ key: mail.messageId, beforeMs: before.atMs, answeredMs: before.atMs, atMs: mail.atMs }] : [];
  });
}
