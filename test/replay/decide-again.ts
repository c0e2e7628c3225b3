import { z } from 'zod';
import { environment } from '../main-job/setup.ts';
import { runSlipway } from '../support/runtime-process.ts';

const answerSchema = z.looseObject({
  identical: z.boolean(),
  compared: z.int(),
  firstDifference: z.looseObject({ partition: z.int(), offset: z.int() }).optional(),
});

/** What `slipway replay --verify` found: how many decisions it made again, and the first that came out differently. */
export interface Replayed {
  readonly batch: number;
  readonly code: number | null;
  readonly identical: boolean;
  readonly compared: number;
  readonly firstDifference?: { readonly partition: number; readonly offset: number } | undefined;
}

/** Makes every recorded decision of `directory` again, in batches of `batch` records. */
export async function decideAgain(directory: string, batch: number): Promise<Replayed> {
  const place = ['--data', directory, '--environment', environment];
  const run = await runSlipway(['replay', '--verify', ...place, '--batch', String(batch), '--json']);
  const last = run.stdout.trimEnd().split('\n').at(-1) ?? '';
  const answer = answerSchema.safeParse(parse(last));
  if (!answer.success) throw new Error(`slipway replay --verify ended with ${run.code}: ${last}\n${run.stderr}`);
  const { identical, compared, firstDifference } = answer.data;
  return { batch, code: run.code, identical, compared, firstDifference };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
