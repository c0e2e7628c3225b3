import { step } from '@slipway/shared/engine';
import { Failure } from '@slipway/shared/failure';
import { type ReplayReport, verifyReplay } from '../pipeline/index.ts';
import { listEnvironments } from '../stores/environments.ts';
import { type Context, withStorage } from './offline.ts';
import { EXIT, type ExitCode, type Output } from './output.ts';

/** Decides the whole log again and compares each decision with the recorded one. Ends with 3 where they differ. */
export async function verifyRecorded(
  context: Context,
  options: { readonly environment?: string | undefined; readonly batch?: number | undefined },
  output: Output,
): Promise<ExitCode> {
  return withStorage(context, async ({ database, log }) => {
    const all = (await listEnvironments(database.kysely)).map((environment) => environment.id);
    const environments = options.environment ? [options.environment] : all;
    const unknown = environments.find((environment) => !all.includes(environment));
    if (unknown) throw new Failure('not-found', `environment ${unknown}`);
    const reports: (ReplayReport & { readonly environment: string })[] = [];
    for (const environment of environments) {
      const bounds = options.batch === undefined ? {} : { batch: options.batch };
      reports.push({ environment, ...(await verifyReplay({ database, log, step }, environment, bounds)) });
    }
    const compared = reports.reduce((total, report) => total + report.compared, 0);
    const identical = reports.every((report) => report.identical);
    const different = reports.find((report) => report.firstDifference);
    const first = different
      ? { firstDifference: { environment: different.environment, ...different.firstDifference } }
      : {};
    output.answer(
      { ok: identical, identical, compared, ...first, environments: reports },
      reports.map(inWords).join('\n'),
    );
    return identical ? EXIT.ok : EXIT.differs;
  });
}

function inWords(report: ReplayReport & { readonly environment: string }): string {
  const { environment, compared, firstDifference: first } = report;
  if (!first) return `${environment}: ${compared} decisions recomputed, all identical.`;
  return [
    `${environment}: a decision differs after ${compared} identical ones.`,
    `  partition ${first.partition}, offset ${first.offset}, ${first.field}`,
    `  recorded:   ${first.recorded}`,
    `  recomputed: ${first.recomputed}`,
  ].join('\n');
}
