import { z } from 'zod';
import { PHASES } from '../../event/index.ts';
import { LIMITS } from '../../limits/index.ts';

/** CEL text (see `expression/`); checked when the workflow is validated, not here. */
export const expressionText = z.string().min(1).max(LIMITS.expressionCharacters);
/** Text with `${…}` segments that hold expressions. */
export const templateText = z.string().max(LIMITS.textCharacters);
/** `30m`, `2h`, `7d` or ISO 8601 (`PT2H`). */
export const durationText = z.string().min(2).max(40);
/** Canonical event types; `transport.*` means every type that begins with `transport.`. */
export const eventTypes = z.array(z.string().min(1).max(100)).min(1).max(50);
/** json-rules-engine's condition JSON; its own schema is checked by `condition/`. */
export const conditionJson = z.record(z.string(), z.unknown());
/** A number, or an expression that yields one. */
export const numberOrExpression = z.union([z.number(), z.strictObject({ cel: expressionText })]);
/** The id of a calendar or a zone that the workflow declares, a case of a switch, a choice. */
export const shortId = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
/** A name under which a value is read: a computed value, a column. */
export const fieldName = z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/);
/** Any JSON in which every string is a template. */
export const mappingJson = z.record(z.string(), z.unknown());

export const severities = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof severities)[number];

/**
 * What sense nodes have in common: `per` yields the key or keys of the state that the node keeps (a line, a stop, a
 * probe), a string or a list; outside its `phase` a node senses nothing and is true of nothing; `warmUp` is counted from the
 * beginning of the phase, without one from the first event that counts.
 */
export const senseFields = {
  per: expressionText.optional(),
  phase: z.array(z.enum(PHASES)).min(1).max(PHASES.length).optional(),
  warmUp: durationText.optional(),
};
