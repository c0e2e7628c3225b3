import { type Kysely, sql } from 'kysely';

/** Who may do what, and what was done. Their meaning is told in `access-schema.ts`. */
const statements = [
  `CREATE TABLE users (
    id text NOT NULL,
    name text NOT NULL,
    name_key text NOT NULL,
    password text NOT NULL,
    state text NOT NULL,
    created_at_ms int8 NOT NULL,
    password_at_ms int8 NOT NULL,
    PRIMARY KEY (id)
  )`,
  'CREATE UNIQUE INDEX users_by_name ON users (name_key)',
  `CREATE TABLE user_roles (
    environment text NOT NULL,
    user_id text NOT NULL,
    role text NOT NULL,
    PRIMARY KEY (environment, user_id, role)
  )`,
  'CREATE INDEX user_roles_by_user ON user_roles (user_id)',
  `CREATE TABLE sessions (
    id_hash text NOT NULL,
    user_id text NOT NULL,
    created_at_ms int8 NOT NULL,
    seen_at_ms int8 NOT NULL,
    expires_at_ms int8 NOT NULL,
    PRIMARY KEY (id_hash)
  )`,
  'CREATE INDEX sessions_by_user ON sessions (user_id)',
  `CREATE TABLE tokens (
    id text NOT NULL,
    name text NOT NULL,
    secret_hash text NOT NULL,
    prefix text NOT NULL,
    owner text NOT NULL,
    environments text NOT NULL,
    permissions text NOT NULL,
    created_at_ms int8 NOT NULL,
    expires_at_ms int8 NOT NULL,
    used_at_ms int8,
    PRIMARY KEY (id)
  )`,
  'CREATE UNIQUE INDEX tokens_by_secret ON tokens (secret_hash)',
  `CREATE TABLE sign_in_throttle (
    key text NOT NULL,
    failures int4 NOT NULL,
    until_ms int8 NOT NULL,
    seen_at_ms int8 NOT NULL,
    PRIMARY KEY (key)
  )`,
  `CREATE TABLE setup_codes (
    id int4 NOT NULL,
    code_hash text NOT NULL,
    created_at_ms int8 NOT NULL,
    PRIMARY KEY (id)
  )`,
  `CREATE TABLE request_keys (
    environment text NOT NULL,
    principal text NOT NULL,
    key text NOT NULL,
    content_hash text NOT NULL,
    at_ms int8 NOT NULL,
    PRIMARY KEY (environment, principal, key)
  )`,
  'CREATE INDEX request_keys_by_time ON request_keys (at_ms)',
  `CREATE TABLE audit_entries (
    number int8 NOT NULL,
    at_ms int8 NOT NULL,
    environment text,
    actor_id text NOT NULL,
    actor_name text NOT NULL,
    actor_kind text NOT NULL,
    request text NOT NULL,
    action text NOT NULL,
    object text NOT NULL,
    before text,
    after text,
    reason text,
    previous text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (number)
  )`,
  'CREATE INDEX audit_by_environment ON audit_entries (environment, number)',
  `CREATE TABLE audit_head (
    id int4 NOT NULL,
    number int8 NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (id)
  )`,
  // Whoever has the product's own connection can only append. Restoring a backup switches triggers off.
  `CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'audit entries are never changed'; END $$`,
  `CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`,
  `CREATE TRIGGER audit_is_not_emptied BEFORE TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`,
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
