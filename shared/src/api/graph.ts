import { z } from 'zod';

/**
 * The workflow document as it travels to a reader. Its full schema is the workflow's own; a reader relies only on what
 * it draws, so that a document of a later version still shows.
 */
export const graphSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  subject: z.string(),
  nodes: z.array(
    z.looseObject({
      id: z.string(),
      kind: z.string(),
      title: z.string(),
      description: z.string().optional(),
      config: z.unknown(),
    }),
  ),
  edges: z.array(z.looseObject({ from: z.string(), to: z.string() })),
  layout: z.record(z.string(), z.tuple([z.number(), z.number()])).optional(),
  notes: z.array(z.looseObject({})).optional(),
  groups: z.array(z.looseObject({})).optional(),
});
/** A graph to be drawn: of any version and of any draft that can be, so that its configurations are unknown. */
export type Graph = z.infer<typeof graphSchema>;
