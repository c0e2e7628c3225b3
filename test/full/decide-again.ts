import { say } from '../support/report.ts';
import { runSlipway } from '../support/runtime-process.ts';

/** Makes every recorded decision again from the log; answers how many there are, or 0 where one comes out differently. */
export async function decideAgain(variables: Readonly<Record<string, string>>, directory: string): Promise<number> {
  const { stdout, stderr } = await runSlipway(['replay', '--verify', '--json', '--data', directory], variables);
  const line = stdout.trim().split('\n').at(-1) || '{}';
  const { identical, compared } = JSON.parse(line) as { identical?: boolean; compared?: number };
  if (!identical) say(`decided again, it differs: ${line.slice(0, 500)} ${stderr.slice(-500)}`);
  return identical ? (compared ?? 0) : 0;
}
