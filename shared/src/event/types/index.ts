import { CUSTOMS_TYPES, EQUIPMENT_TYPES } from './equipment.ts';
import { INTERNAL_TYPES } from './internal.ts';
import { ORDER_TYPES } from './order.ts';
import { RELATION_TYPES } from './relation.ts';
import { SHIPMENT_TYPES } from './shipment.ts';
import { TELEMATICS_TYPES } from './telematics.ts';
import { TRANSPORT_TYPES } from './transport.ts';
import type { EventType } from './type.ts';
import { WAREHOUSE_TYPES } from './warehouse.ts';

export type { EventType, Folding, Write } from './type.ts';

/** Every event type that Slipway knows, by name. */
export const EVENT_TYPES: Readonly<Record<string, EventType>> = Object.freeze({
  ...ORDER_TYPES,
  ...SHIPMENT_TYPES,
  ...TRANSPORT_TYPES,
  ...EQUIPMENT_TYPES,
  ...CUSTOMS_TYPES,
  ...TELEMATICS_TYPES,
  ...WAREHOUSE_TYPES,
  ...RELATION_TYPES,
  ...INTERNAL_TYPES,
});

const BY_NAME: ReadonlyMap<string, EventType> = new Map(Object.entries(EVENT_TYPES));

/** The entry of a type, own names only: `constructor` is no event type. */
export function eventType(type: string): EventType | undefined {
  return BY_NAME.get(type);
}

/** The types that a pattern means: a name, or a prefix with `*` at its end (`shipment.*`). */
export function eventTypesOf(pattern: string): readonly string[] {
  if (!pattern.endsWith('*')) return Object.hasOwn(EVENT_TYPES, pattern) ? [pattern] : [];
  const prefix = pattern.slice(0, -1);
  return Object.keys(EVENT_TYPES).filter((type) => type.startsWith(prefix));
}
