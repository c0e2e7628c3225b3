import { readFileSync, writeFileSync } from 'node:fs';
import type { Imported } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import type { BundleFile } from '@slipway/shared/promotion';
import { serverOf } from './client.ts';
import type { Context } from './offline.ts';
import { EXIT, type ExitCode, type Output } from './output.ts';

/** Writes what an environment runs into a bundle file, or to the output where no file is named. */
export async function exportBundle(
  context: Context,
  options: {
    readonly environment: string;
    readonly workflow?: string | undefined;
    readonly output?: string | undefined;
  },
  output: Output,
): Promise<ExitCode> {
  const { environment, workflow, output: file } = options;
  const query = workflow === undefined ? '' : `?workflow=${encodeURIComponent(workflow)}`;
  const path = `/environments/${encodeURIComponent(environment)}/bundle${query}`;
  const bundle = await serverOf(context).get<BundleFile>(path);
  const text = `${JSON.stringify(bundle, null, 2)}\n`;
  if (file === undefined) {
    output.answer(bundle, text.trimEnd());
    return EXIT.ok;
  }
  writeFileSync(file, text);
  const count = bundle.bundle.workflows.length;
  output.answer({ ok: true, file, hash: bundle.hash, workflows: count }, `${count} workflows are in ${file}.`);
  return EXIT.ok;
}

/** Takes a bundle file into the library of an installation; nothing of it runs there yet. */
export async function importBundle(context: Context, file: string, output: Output): Promise<ExitCode> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure('not-found', `${file} cannot be read`, { cause: error });
  }
  const imported = await serverOf(context).post<Imported>('/bundles', text, 'application/json');
  const lines = [
    ...imported.workflows.map(({ workflow, number, new: isNew, tests }) => {
      const told = isNew
        ? `${workflow} is version ${number} now`
        : `${workflow} was here already, as version ${number}`;
      return `${told}${tests > 0 ? `; with it come ${tests} tests` : ''}.`;
    }),
    ...imported.needs.map((need) => `It needs the ${need.kind} ${need.name}: ${need.detail}`),
    ...imported.problems.map((problem) => problem.message),
    'Nothing of it runs before it is released.',
  ];
  output.answer({ ok: true, ...imported }, lines.join('\n'));
  return EXIT.ok;
}
