import { Failure } from '@slipway/shared/failure';
import { compileMapping } from '@slipway/shared/mapping';
import { z } from 'zod';
import { defineConnector, source } from '../sdk/index.ts';
import scms from './mappings/scms.json' with { type: 'json' };
import { readFile } from './read-file.ts';

/** How one kind of file is read; `mapping` is the document that `compileMapping` takes. */
const fileConfig = z.strictObject({
  format: z.enum(['csv', 'jsonl']),
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  encoding: z.literal('utf-8').optional(),
  mapping: z.json().optional(),
});
export type FileConfig = z.infer<typeof fileConfig>;

/** The mappings that ship, by id: documents for `compileMapping`. */
export const bundledMappings: Readonly<Record<string, unknown>> = { scms };

const records = source<FileConfig>({
  kind: 'file',
  title: 'CSV or JSON Lines file',
  config: fileConfig,
  read: ({ config, input, signal }) => {
    const { format, delimiter, mapping } = config;
    const compiled = mapping === undefined ? undefined : compileMapping(mapping);
    if (compiled && !compiled.ok) {
      throw new Failure(
        'invalid-request',
        `mapping: ${compiled.problems.map((problem) => problem.message).join('; ')}`,
      );
    }
    return readFile({
      input,
      format,
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(compiled === undefined ? {} : { mapping: compiled.mapping }),
      ...(signal === undefined ? {} : { signal }),
    });
  },
});

/** Files in: CSV and JSON Lines, mapped to canonical events. */
export const file = defineConnector<Record<string, never>>({
  id: 'file',
  version: '1.0.0',
  title: 'File',
  description: 'Reads CSV and JSON Lines files, record by record.',
  connection: { schema: z.strictObject({}), test: async () => ({ ok: true }) },
  sources: { records },
});

export { type ReadFileRequest, readFile } from './read-file.ts';
