import { z } from 'zod';
import { timeQualities } from '../event/envelope.ts';

/** The version of the mapping format that this code writes. */
export const MAPPING_FORMAT_VERSION = 1;

const name = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,63}$/);
const code = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
const expression = z.string().min(1).max(4_000);

const fieldBase = {
  /** The exact header (CSV) or the top-level key (JSONL). */
  column: z.string().max(200),
  /** Texts that stand for "nothing here"; the empty text always does. */
  nulls: z.array(z.string().max(200)).max(100).optional(),
  /** A field that cannot be read is null and a warning, instead of a dead letter. */
  optional: z.boolean().optional(),
  /** The code of that warning; each type has its own default. */
  warning: code.optional(),
};

/** A typed reading of one column, under a name that expressions use. */
export const mappingFieldSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    ...fieldBase,
    /** A code table: the source's word to ours. A word that is not in it stays as it is. */
    codes: z.record(z.string(), z.string()).optional(),
  }),
  z.strictObject({ type: z.literal('number'), ...fieldBase, decimal: z.enum(['.', ',']).optional() }),
  z.strictObject({
    type: z.literal('date'),
    ...fieldBase,
    /** Tried in order: `iso`, or a pattern such as `d-MMM-yy`, `M/d/yy`, `yyyy-MM-dd HH:mm`. */
    formats: z.array(z.string().min(1).max(40)).min(1).max(10),
    /** The zone of local times and days; the mapping's own without it. */
    zone: z.string().max(60).optional(),
  }),
]);
export type MappingField = z.infer<typeof mappingFieldSchema>;

/**
 * One event to make of a record. `type`, `source`, `kind` and schemes are literal; `when`, `id`, values, times, `at`
 * and `sequence` are expressions; in `data` an expression is written `{"$expr": "…"}` and all else is literal.
 */
export const mappingEventSchema = z.strictObject({
  /** Makes the event only where this is true. */
  when: expression.optional(),
  type: z.string().min(1).max(100),
  id: expression,
  source: z.string().min(1).max(200),
  /** The reference that identifies the event's subject, `<kind>:<value>`. */
  subject: z.strictObject({ kind: name, scheme: z.string().min(1).max(64), value: expression }),
  /** References of other kinds: links. One whose value is null is left out. */
  refs: z
    .array(z.strictObject({ scheme: z.string().min(1).max(64), value: expression }))
    .max(20)
    .optional(),
  /** When it happened, or when it was stated. */
  time: expression,
  timeQuality: z.enum(timeQualities).optional(),
  recordedtime: expression.optional(),
  /** When the source knew it: the moment at which a replay plays it. */
  at: expression,
  /** The order among events with the same `at`: lower first. */
  rank: z.int().min(0).max(1000).optional(),
  /** The order among events with the same `at` and `rank`: a number, lower first. */
  sequence: expression.optional(),
  data: z.record(z.string(), z.json()).optional(),
});
export type MappingEvent = z.infer<typeof mappingEventSchema>;

/** A mapping: data that says how a source's records become canonical events. */
export const mappingSchema = z.strictObject({
  formatVersion: z.literal(MAPPING_FORMAT_VERSION),
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  title: z.string().min(1).max(200),
  description: z.string().max(2_000).optional(),
  /** The zone of local times and days where a field names none. Without any, a local time is unreadable. */
  zone: z.string().max(60).optional(),
  fields: z.record(name, mappingFieldSchema),
  /** Named expressions, each of which may use the fields and those before it. */
  lets: z
    .array(z.strictObject({ name, value: expression }))
    .max(100)
    .optional(),
  events: z.array(mappingEventSchema).min(1).max(20),
});
export type MappingDocument = z.infer<typeof mappingSchema>;
