import type { Given } from '../engine/index.ts';
import { readWorkflow, type Workflow } from '../workflow/index.ts';
import type { Example } from './example.ts';

/** What an example's workflow is compiled with: its reference data, and the workflows that are parts of it. */
export function givenOf({
  references = [],
  parts = [],
}: Pick<Example, 'references'> & { readonly parts?: readonly unknown[] | undefined }): Given {
  const workflows = new Map<string, Workflow>();
  for (const part of parts) {
    const read = readWorkflow(part);
    if (read.ok) workflows.set(read.workflow.id, read.workflow);
  }
  return {
    references: Object.fromEntries(references.map((reference) => [reference.id, reference])),
    workflow: (id) => workflows.get(id),
  };
}
