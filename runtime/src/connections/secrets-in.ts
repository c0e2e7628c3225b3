import { type Connector, secretPointers } from '@slipway/connectors';
import { valueAt } from './field.ts';

/** The secrets that a connection holds, by their place in it. */
export function secretsIn(connector: Connector, config: unknown): ReadonlyMap<string, string> {
  const pointers = secretPointers(connector.connection.schema, config);
  return new Map(pointers.map((pointer) => [pointer, String(valueAt(config, pointer))]));
}
