import { z } from 'zod';
import { workflowSchema } from './graph.ts';

/** The JSON Schema (draft 2020-12) of a workflow, served at `/schemas/workflow/v1.json` for editors and pipelines. */
export function workflowJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(workflowSchema, { io: 'input', unrepresentable: 'any' }),
    $id: 'https://slipway.dev/schemas/workflow/v1.json',
    title: 'Slipway workflow, format version 1',
  };
}
