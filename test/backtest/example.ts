import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../support/runtime-process.ts';

/** As much of it as is looked at here. */
export interface ExampleWorkflow extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly nodes: readonly { readonly kind: string; readonly config: object }[];
}

/** The workflow of an example of the gallery. */
export function exampleWorkflow(id: string): ExampleWorkflow {
  return JSON.parse(readFileSync(join(repository, 'shared', 'src', 'examples', `${id}.json`), 'utf8')).workflow;
}
