import { z } from 'zod';
import { eventDataSchema, instantSchema, timeQualities } from '../envelope.ts';

/**
 * The data dictionary: field names that hold an instant wherever they stand in an event, and which end of the day a
 * date without a time means there. One name, one meaning: a field that a source adds under such a name is checked too.
 */
export const INSTANT_FIELDS: ReadonlyMap<string, 'start' | 'end'> = new Map([
  ['at', 'end'],
  ['eta', 'end'],
  ['etd', 'end'],
  ['due', 'end'],
  ['from', 'start'],
  ['until', 'end'],
  ['validFrom', 'start'],
  ['validTo', 'end'],
  ['requestedAt', 'end'],
  ['deliverFrom', 'start'],
  ['deliverBy', 'end'],
  ['pickupFrom', 'start'],
  ['pickupBy', 'end'],
  ['respondBy', 'end'],
  ['plannedPickupAt', 'end'],
  ['plannedDeliveryAt', 'end'],
  ['plannedArrivalAt', 'end'],
  ['plannedDepartureAt', 'end'],
  ['availableFrom', 'start'],
  ['freeUntil', 'end'],
  ['returnBy', 'end'],
  ['cutoffAt', 'end'],
  ['documentCutoffAt', 'end'],
  ['orderedAt', 'start'],
  ['stockOutAt', 'start'],
  ['needBy', 'end'],
] as const);

/** Of these names a text that is no date may mean something else; where the type says instant its schema refuses it. */
export const AMBIGUOUS_FIELDS: ReadonlySet<string> = new Set(['from', 'until', 'due', 'at']);

export const instant = instantSchema;
export const text = z.string().max(500);
export const code = z.string().min(1).max(100);
/** A quantity of which less than none makes no sense. */
export const amount = z.number().min(0);
/** ISO 4217. */
export const currency = z.string().regex(/^[A-Z]{3}$/);
/** UN/ECE Recommendation 20: CEL, KGM, KMH, MIN, PCT is P1 … the form is checked, the list is not closed. */
export const unit = z.string().regex(/^[A-Z0-9]{2,3}$/);
export const latitude = z.number().min(-90).max(90);
export const longitude = z.number().min(-180).max(180);

/** A place: an id of its own, a UN/LOCODE, a position, or several of these. */
export const place = z.looseObject({
  id: code.optional(),
  unlocode: code.optional(),
  name: text.optional(),
  country: text.optional(),
  timeZone: code.optional(),
  lat: latitude.optional(),
  lon: longitude.optional(),
});

/** A place by its code alone, or with what is known of it. */
export const placeOrCode = z.union([code, place]);

/** An order line. The commitment is `deliverBy` (day quality: the last instant of the local day). */
export const line = z.looseObject({
  id: z.string().min(1).max(100),
  product: text.optional(),
  /** The stock that it is served from: a product at a site, as `inventory.level` tells of it. */
  stock: code.optional(),
  quantity: amount.optional(),
  unit: unit.optional(),
  value: z.number().optional(),
  currency: currency.optional(),
  weightKg: amount.optional(),
  deliverFrom: instant.optional(),
  deliverBy: instant.optional(),
  requestedAt: instant.optional(),
  timeQuality: z.enum(timeQualities).optional(),
  cancelled: z.boolean().optional(),
});

/** Lines are kept by id; an event of 256 KiB cannot hold more than this. */
export const lines = z.array(line).max(5_000);

/** What every data object shares (classifier, refs, location …), with `location` checked as a place. */
export const baseData = eventDataSchema.extend({
  location: place.optional(),
  at: instant.optional(),
  stop: z.union([code, z.int().min(0)]).optional(),
  note: z.string().max(10_000).optional(),
});

/** The data of a type: what all share and its own fields; what a source adds passes. */
export function data<Shape extends z.ZodRawShape>(shape: Shape) {
  return baseData.extend(shape);
}
