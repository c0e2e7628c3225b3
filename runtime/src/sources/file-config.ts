import { bundledMappings, type FileConfig, file } from '@slipway/connectors';
import { Failure } from '@slipway/shared/failure';
import { parseDuration } from '@slipway/shared/time';
import { z } from 'zod';

/** How long something may take: `30m`, `2h`, `P1D`. */
export const duration = z
  .string()
  .min(2)
  .max(40)
  .refine((text) => isDuration(text), 'must be a duration like 30m or 2h');

function isDuration(text: string): boolean {
  try {
    return parseDuration(text) > 0;
  } catch {
    return false;
  }
}

/** How a `file` source is set up: where the file is, how it is read and, in a replay environment, how fast time runs. */
export const fileSourceSchema = z.strictObject({
  path: z.string().min(1),
  format: z.enum(['csv', 'jsonl']),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  encoding: z.literal('utf-8').optional(),
  /** A mapping document, or the id of one that ships. */
  mapping: z.json().optional(),
  /** Virtual days per second, or as fast as it goes. */
  speed: z.union([z.literal('max'), z.number().positive()]).optional(),
  /** In a replay: for how long a source may deliver nothing before it counts as silent; left out, it never does. */
  silentAfter: duration.optional(),
});
export type FileSource = z.infer<typeof fileSourceSchema>;

/** What the file connector reads with. Fails with `not-found` for a mapping that does not ship. */
export function fileConfigOf({ format, delimiter, encoding, mapping }: FileSource): FileConfig {
  const named = typeof mapping === 'string' ? mapping : undefined;
  const document = named === undefined ? mapping : bundledMappings[named];
  if (named !== undefined && document === undefined) throw new Failure('not-found', `mapping ${named}`);
  return {
    format,
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(document === undefined ? {} : { mapping: z.json().parse(document) }),
  };
}

/** The records of the file connector's source. */
export function recordsOf(source: FileSource, input: { readonly path: string } | { readonly bytes: Uint8Array }) {
  const records = file.sources.records;
  if (!records) throw new Error('The file connector has no records source.');
  return (signal: AbortSignal) => records.read({ config: fileConfigOf(source), input, signal });
}
