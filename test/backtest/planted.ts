import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { logHistory, runBacktest } from '@slipway/runtime/backtest/index';
import type { EventLog } from '@slipway/runtime/event-log/index';
import { expectationOf, readHistory } from '../scms/oracle.ts';
import { exampleWorkflow } from './example.ts';

/** A change of the grace from so many days to so many; `lines` of the history were played, all where none are named. */
export interface Planting {
  readonly before: number;
  readonly after: number;
  readonly lines: number | undefined;
}

/**
 * Plays SCMS on the old and the new threshold. Those who fire no more must be exactly the shipments that the CSV says are
 * overdue by the one and not by the other; nobody fires who did not before.
 */
export async function plantedThreshold(log: EventLog, environment: string, planting: Planting) {
  const workflow = exampleWorkflow('delivery-overdue');
  const report = await runBacktest(
    {
      environment,
      before: workflow,
      after: workflow,
      variables: { before: { days: planting.before }, after: { days: planting.after } },
      references: [],
      parts: {},
      answers: {},
      answered: [],
      clock: 'log',
      changedMost: 100_000,
    },
    logHistory(log, { environment }),
    { threads: 2 },
  );
  const { lines } = readHistory(csv(planting.lines));
  const was = expectationOf(lines, planting.before).raised;
  const is = expectationOf(lines, planting.after).raised;
  const expected = new Set([...was].filter((shipment) => !is.has(shipment)));
  const gone = new Set(
    report.changed.flatMap(({ subject, before, after }) =>
      before.cases.length > 0 && after.cases.length === 0 ? [subject.slice(subject.indexOf(':') + 1)] : [],
    ),
  );
  const appeared = report.changed.filter(({ before, after }) => before.cases.length === 0 && after.cases.length > 0);
  const missing = [...expected].filter((shipment) => !gone.has(shipment));
  const extra = [...gone].filter((shipment) => !expected.has(shipment));
  return {
    exact: expected.size > 0 && missing.length + extra.length + appeared.length === 0,
    expected: expected.size,
    shown: gone.size,
    missing: missing.slice(0, 5),
    extra: extra.slice(0, 5),
    appeared: appeared.length,
    verdicts: report.verdicts,
  };
}

function csv(lines: number | undefined): Buffer {
  const all = gunzipSync(readFileSync(fileURLToPath(new URL('../data/scms.csv.gz', import.meta.url))));
  if (lines === undefined) return all;
  const rows = all.toString('latin1').split('\n');
  return Buffer.from(`${rows.slice(0, lines + 1).join('\n')}\n`, 'latin1');
}
