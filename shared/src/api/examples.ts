import { z } from 'zod';
import { documentSchema } from './library.ts';

/** An example of the gallery; `id` is what POST /workflows takes as `from.example`. */
export const exampleItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  summary: z.string(),
  /** Which events and systems it works on. */
  needs: z.string(),
  tags: z.array(z.string()),
  /** What it is tried with, in words: its scenarios. */
  scenarios: z.array(z.string()),
  graph: documentSchema,
});
export type ExampleItem = z.infer<typeof exampleItemSchema>;

/** GET /examples: the whole gallery, which ships with the program. */
export const gallerySchema = z.object({ items: z.array(exampleItemSchema) });
export type Gallery = z.infer<typeof gallerySchema>;
