import type { Generated } from 'kysely';

/**
 * One secret of a connection, encrypted under a key of its own, which is encrypted under the key `key_id`. `field` is its
 * place in the connection (a JSON pointer); connector and target are what it is bound to besides.
 */
export interface SecretsTable {
  environment: string;
  slot: string;
  field: string;
  connector: string;
  target: string;
  key_id: string;
  wrapped_key: string;
  sealed: string;
  set_at_ms: number;
}

/** Who changed a connection last, how often it was changed, and the JSON of its last test. */
interface ConnectionFacts {
  revision: Generated<number>;
  updated_at_ms: Generated<number | null>;
  updated_by: Generated<string | null>;
  last_test: Generated<string | null>;
}

/** Why, when and by whom something was granted; null where a set-up file did it. */
interface GrantFacts {
  reason: Generated<string | null>;
  granted_at_ms: Generated<number | null>;
  granted_by: Generated<string | null>;
}

/** Tables by name, and columns that were added to tables of `product-schema.ts`. */
export interface ConnectionTables {
  secrets: SecretsTable;
  connections: ConnectionFacts;
  grants: GrantFacts;
}
