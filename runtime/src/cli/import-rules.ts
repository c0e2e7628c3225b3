import { readFileSync, writeFileSync } from 'node:fs';
import { Failure } from '@slipway/shared/failure';
import { importRules } from '@slipway/shared/import';
import { readJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import { canonicalText } from '@slipway/shared/workflow';
import { EXIT, type ExitCode, type Output } from './output.ts';

/** What the command line says of the workflow that rules are taken into. */
export interface RulesOptions {
  readonly id?: string;
  readonly name?: string;
  readonly subject?: string;
  /** Event types, parted by commas. */
  readonly on?: string;
  /** Where the workflow goes; to the output, if left out. */
  readonly output?: string;
}

/** Makes a workflow of rules of json-rules-engine. Ends with 1 where something cannot be taken over, and names it. */
export function importRulesFile(file: string, options: RulesOptions, output: Output): ExitCode {
  const { id, name, subject, on } = options;
  const imported = importRules(read(file), { id, name, subject, on: on?.split(',').map((type) => type.trim()) });
  const lines = imported.problems.map(
    ({ severity, code, path, message }) => `${file}${path ? ` ${path}` : ''}\n  ${severity} ${code}: ${message}`,
  );
  if (!imported.ok) {
    output.answer({ ok: false, problems: imported.problems }, [...lines, 'Nothing was taken over.'].join('\n'));
    return EXIT.failed;
  }
  for (const line of lines) output.note(line);
  const text = canonicalText(imported.workflow);
  if (options.output === undefined) {
    output.answer({ ok: true, workflow: JSON.parse(text), problems: imported.problems }, text.trimEnd());
    return EXIT.ok;
  }
  writeFileSync(options.output, text);
  const { problems } = imported;
  output.answer(
    { ok: true, file: options.output, problems },
    `The workflow ${imported.workflow.id} is in ${options.output}.`,
  );
  return EXIT.ok;
}

function read(file: string): unknown {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Failure('not-found', `${file} cannot be read`, { cause: error });
  }
  return readJson(bytes, { bytes: LIMITS.graphBytes, keys: LIMITS.graphKeys });
}
