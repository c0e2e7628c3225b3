import type { CanonicalEvent } from '@slipway/shared/event';
import { canonicalJson } from '@slipway/shared/json';
import type { Database } from '../database/index.ts';
import { saveOutbox } from '../stores/event-outbox.ts';
import type { Executor } from '../stores/statement.ts';
import type { Progress } from './progress.ts';

/** Appends what `work` answers, exactly when its transaction commits: by way of the event outbox. */
export async function emitWith(
  parts: { readonly database: Database; readonly progress: Progress; readonly relay: () => void },
  environment: string,
  work: (transaction: Executor) => Promise<readonly CanonicalEvent[]>,
): Promise<void> {
  const { database, progress, relay } = parts;
  let count = 0;
  let stored = false;
  try {
    await database.transaction(async (transaction) => {
      const events = await work(transaction);
      if (events.length === 0) return;
      count = events.length;
      // Counted before it can be seen, so that the environment is never quiet in between.
      progress.outbox(environment, count);
      const rows = events.map((event) => {
        return { kind: 'event' as const, partition: null, subject: event.subject, event: canonicalJson(event) };
      });
      await saveOutbox(environment, rows).execute(transaction);
    });
    stored = true;
  } finally {
    if (!stored && count > 0) progress.outbox(environment, -count);
  }
  if (count > 0) relay();
}
