import { repeatedRequests } from '../main-job/judge.ts';
import type { ReceivedMail } from '../services/smtp.ts';
import type { TmsRequest } from '../services/tms.ts';

/** A SIGKILL: when it was sent, and when the process was seen to be gone. In milliseconds since 1970. */
export interface Kill {
  readonly sentMs: number;
  readonly goneMs: number;
}

/** An attempt whose end its process did not live to record: whether the target acted cannot be known. */
export interface LostAttempt {
  readonly action: string;
  readonly startedMs: number;
  /** When the next process found it. */
  readonly foundMs: number;
}

/** What the targets got more than once, held against the calls that were open when the runtime was killed. */
export interface RepeatReport {
  readonly repeats: number;
  readonly openAtKill: number;
  /** Actions that were repeated more often than they were open at a kill: what a lost ledger would cause. */
  readonly unexplained: readonly string[];
}

/** Tells repeats that are right, since nobody can know what became of an open call, from those that are not. */
export function repeatReport(
  seen: { readonly requests: readonly TmsRequest[]; readonly mails: readonly ReceivedMail[] },
  lost: readonly LostAttempt[],
  kills: readonly Kill[],
): RepeatReport {
  // The runtime's word alone would not do: there must have been a kill while the attempt was open.
  const open = lost.filter((each) =>
    kills.some((kill) => each.startedMs <= kill.goneMs && kill.sentMs <= each.foundMs),
  );
  const repeats = [...repeatedRequests(seen.requests).map((request) => request.key), ...repeatedMails(seen.mails)];
  const openOf = (action: string) => open.filter((each) => each.action === action).length;
  const repeatsOf = (action: string) => repeats.filter((each) => each === action).length;
  return {
    repeats: repeats.length,
    openAtKill: open.length,
    unexplained: [...new Set(repeats)].filter((action) => repeatsOf(action) > openOf(action)),
  };
}

/** The action of each mail that had come before under the same Message-ID, `<action@domain>`. */
function repeatedMails(mails: readonly ReceivedMail[]): string[] {
  const ids = mails.map((mail) => mail.messageId);
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => id.replace(/^<|@.*$/g, ''));
}
