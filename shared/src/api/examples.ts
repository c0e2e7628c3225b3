import { z } from 'zod';
import { referenceSchema } from '../reference/index.ts';
import { severities } from './exceptions.ts';
import { documentSchema } from './library.ts';

/** What an example is tried with, and what comes of it, in few words. */
export const storySchema = z.object({
  name: z.string(),
  /** What it shows of the example: that it fires, stays silent, clears … */
  shows: z.array(z.string()),
  expected: z.object({
    /** How runs ended: their outcomes, or else their states. */
    runs: z.array(z.string()),
    cases: z.array(z.object({ type: z.string(), severity: z.enum(severities), state: z.string() })),
    /** By the step that asks. */
    actions: z.array(z.object({ node: z.string(), state: z.string() })),
    /** Types of events for other subjects. */
    emitted: z.array(z.string()),
  }),
});
export type Story = z.infer<typeof storySchema>;

/** An example of the gallery; `id` is what POST /workflows takes as `from.example`. */
export const exampleItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  summary: z.string(),
  /** Which events and systems it works on. */
  needs: z.string(),
  tags: z.array(z.string()),
  /** Rows of the catalogue of exceptions that it covers, such as `E01`. */
  catalogue: z.array(z.string()),
  stories: z.array(storySchema),
  graph: documentSchema,
  /** What it reads, where it reads something, as an environment may be given it (PUT …/references/:id). */
  references: z.array(referenceSchema).optional(),
  /** The workflows that it is made of; a copy brings them into the library. */
  parts: z.array(documentSchema).optional(),
});
export type ExampleItem = z.infer<typeof exampleItemSchema>;

/** GET /examples: the whole gallery, which ships with the program. */
export const gallerySchema = z.object({ items: z.array(exampleItemSchema) });
export type Gallery = z.infer<typeof gallerySchema>;
