/** A person who signs in. `name_key` is the name by which names are compared; `password` an argon2id hash. */
export interface UsersTable {
  id: string;
  name: string;
  name_key: string;
  password: string;
  state: 'active' | 'invited' | 'disabled';
  created_at_ms: number;
  password_at_ms: number;
}

/** What a user is in an environment; the environment `*` stands for all of them and the installation. */
export interface UserRolesTable {
  environment: string;
  user_id: string;
  role: string;
}

/** A signed-in browser, by the hash of what its cookie holds. */
export interface SessionsTable {
  id_hash: string;
  user_id: string;
  created_at_ms: number;
  seen_at_ms: number;
  expires_at_ms: number;
}

/** A program's credential, by the hash of its secret. `environments` and `permissions` are JSON lists. */
export interface TokensTable {
  id: string;
  name: string;
  secret_hash: string;
  prefix: string;
  owner: string;
  environments: string;
  permissions: string;
  created_at_ms: number;
  expires_at_ms: number;
  used_at_ms: number | null;
}

/** How often sign-in failed lately for a name, an address or both, and until when it is refused. */
export interface SignInThrottleTable {
  key: string;
  failures: number;
  until_ms: number;
  seen_at_ms: number;
}

/** The one code with which the first administrator is made; there is at most one row. */
export interface SetupCodesTable {
  id: number;
  code_hash: string;
  created_at_ms: number;
}

/** What a request under an `Idempotency-Key` asked for, so that the key cannot be used for something else. */
export interface RequestKeysTable {
  environment: string;
  principal: string;
  key: string;
  content_hash: string;
  at_ms: number;
}

/** One change by somebody. `hash` covers the other columns and the hash of the entry before. */
export interface AuditEntriesTable {
  number: number;
  at_ms: number;
  environment: string | null;
  actor_id: string;
  actor_name: string;
  actor_kind: string;
  request: string;
  action: string;
  object: string;
  before: string | null;
  after: string | null;
  reason: string | null;
  previous: string;
  hash: string;
}

/** The last entry, so that a missing end is seen too. One row, which whoever appends locks. */
export interface AuditHeadTable {
  id: number;
  number: number;
  hash: string;
}

/** The tables of `migrations/0005-access.ts`. */
export interface AccessTables {
  users: UsersTable;
  user_roles: UserRolesTable;
  sessions: SessionsTable;
  tokens: TokensTable;
  sign_in_throttle: SignInThrottleTable;
  setup_codes: SetupCodesTable;
  request_keys: RequestKeysTable;
  audit_entries: AuditEntriesTable;
  audit_head: AuditHeadTable;
}
