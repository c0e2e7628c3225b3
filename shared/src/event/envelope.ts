import { z } from 'zod';

/** How exact a moment is. `day` is the whole local day: due at its end, compared in days. */
export const timeQualities = ['exact', 'minute', 'day', 'unknown'] as const;
export type TimeQuality = (typeof timeQualities)[number];

/** Planned, estimated, actual, requested (DCSA and EPCIS use the same four). */
export const classifiers = ['PLN', 'EST', 'ACT', 'REQ'] as const;
export type Classifier = (typeof classifiers)[number];

/** A reference to a business object: the scheme (`erp.order`, `tms.shipment`, `container` …) and its value there. */
export const referenceSchema = z.strictObject({
  scheme: z.string().regex(/^[a-z][a-z0-9.-]{0,63}$/),
  value: z.string().min(1).max(200),
});
/** One number by which others know the subject, or something that it has to do with. */
export type Reference = z.infer<typeof referenceSchema>;

/**
 * A canonical instant: UTC with milliseconds and `Z`, so that string order is time order.
 * Ingest normalises to this form; nothing behind it sees another one.
 */
export const instantSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

/** What every event's `data` may carry, beside the fields of its type. */
export const eventDataSchema = z.looseObject({
  classifier: z.enum(classifiers).optional(),
  refs: z.array(referenceSchema).max(100).optional(),
  location: z.looseObject({}).optional(),
  reason: z.strictObject({ scheme: z.string(), code: z.string() }).optional(),
  timeQuality: z.enum(timeQualities).optional(),
  localOffset: z.string().optional(),
  supersedes: z.string().optional(),
  retracts: z.string().optional(),
});

/**
 * The canonical event: CloudEvents 1.0 with our extensions (lower case, as CloudEvents demands).
 *
 * `subject` is the canonical id, `<kind>:<id>`. `time` is when it happened (ACT), or when it was stated (PLN, EST,
 * REQ: the planned or estimated instant is in `data`). `id` and `source` together are the dedupe key.
 */
export const canonicalEventSchema = z.strictObject({
  id: z.string().min(1).max(200),
  source: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
  subject: z.string().min(3).max(300),
  time: instantSchema,
  recordedtime: instantSchema.optional(),
  sequence: z.string().max(40).optional(),
  hop: z.int().min(0).max(1000).optional(),
  correlationid: z.string().max(200).optional(),
  causationid: z.string().max(200).optional(),
  traceparent: z.string().max(200).optional(),
  data: eventDataSchema,
});
/** An event as it stands in the log: checked, its times canonical instants, its subject known. */
export type CanonicalEvent = z.infer<typeof canonicalEventSchema>;

/** The kind part of a canonical subject id (`shipment` of `shipment:ASN-8`). */
export function subjectKind(subject: string): string {
  const colon = subject.indexOf(':');
  return colon < 0 ? '' : subject.slice(0, colon);
}
