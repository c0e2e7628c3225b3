import type { Learned } from '@slipway/shared/api';
import { serverOf } from './client.ts';
import type { Context } from './offline.ts';
import { EXIT, type ExitCode, type Output } from './output.ts';

/** What is learned, as it was written on the command line. */
export interface Lesson {
  readonly environment: string;
  readonly model: string;
  readonly from: string;
  readonly to: string;
  /** Factors parted by commas; `tier=customer.tier` where the field is not called like the factor. */
  readonly by: string;
  readonly kind?: string | undefined;
  readonly halfLife?: number | undefined;
  readonly title?: string | undefined;
  readonly note?: string | undefined;
}

/** Asks a server to learn a transit model from the history of an environment, and says what came of it. */
export async function learnModel(context: Context, lesson: Lesson, output: Output): Promise<ExitCode> {
  const { environment, model, from, to, by, kind, halfLife, title, note } = lesson;
  const path = `/environments/${encodeURIComponent(environment)}/references/${encodeURIComponent(model)}/learn`;
  const learned = await serverOf(context).postJson<Learned>(path, {
    from,
    to,
    by: by.split(',').filter(Boolean).map(readFactor),
    kind,
    halfLifeDays: halfLife,
    title,
    note,
  });
  const { samples, open, usable, reference } = learned;
  output.answer(
    { ok: true, ...learned },
    [
      `${model} is version ${reference.version} in ${environment}: ${samples} ways from ${from} to ${to}, ${open} more under way.`,
      `${usable} of ${reference.rows} groups have enough of them for an estimate of their own.`,
    ].join('\n'),
  );
  return EXIT.ok;
}

function readFactor(text: string): { factor: string; field?: string } {
  const [factor = '', field] = text.trim().split('=');
  return field === undefined ? { factor } : { factor, field };
}
