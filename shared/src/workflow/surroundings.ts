import { z } from 'zod';
import { LIMITS } from '../limits/index.ts';
import { shortId } from './kinds/fields.ts';

const open = z.looseObject;
const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);

/** A place with an edge: a circle, or a polygon of [longitude, latitude] that closes itself. */
export const zoneDeclaration = open({
  id: shortId,
  title: z.string().max(LIMITS.labelCharacters).optional(),
  circle: open({ lat: latitude, lon: longitude, radiusM: z.number().positive().max(20_000_000) }).optional(),
  polygon: z
    .array(z.tuple([longitude, latitude]))
    .min(3)
    .max(LIMITS.zonePoints)
    .optional(),
}).refine((zone) => (zone.circle === undefined) !== (zone.polygon === undefined), {
  error: 'A zone is either a circle or a polygon.',
});

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const hours = z.array(z.string().regex(/^\d{2}:\d{2}-\d{2}:\d{2}$/)).max(6);

/** When people work: hours of each day of the week in a time zone, and the days on which nobody does. */
export const calendarDeclaration = open({
  id: shortId,
  title: z.string().max(LIMITS.labelCharacters).optional(),
  timeZone: z.string().min(1).max(60),
  hours: z.partialRecord(z.enum(days), hours),
  holidays: z
    .array(z.string().regex(/^\d{4}-\d{2}-\d{2}$/))
    .max(400)
    .optional(),
});
