import { type Kysely, sql } from 'kysely';

/** The library of workflows; its tables are told of in `library-schema.ts`. */
const statements = [
  `CREATE TABLE workflows (
    id text NOT NULL,
    name text NOT NULL,
    graph_name text NOT NULL,
    description text NOT NULL,
    tags text NOT NULL,
    owner text NOT NULL,
    subject text NOT NULL,
    newest int4 NOT NULL DEFAULT 0,
    archived boolean NOT NULL DEFAULT false,
    created_by_id text NOT NULL,
    created_by text NOT NULL,
    created_at_ms int8 NOT NULL,
    updated_at_ms int8 NOT NULL,
    PRIMARY KEY (id)
  )`,
  `CREATE TABLE workflow_versions (
    workflow text NOT NULL,
    number int4 NOT NULL,
    hash text NOT NULL,
    name text NOT NULL,
    graph text NOT NULL,
    author_id text NOT NULL,
    author text NOT NULL,
    message text NOT NULL,
    at_ms int8 NOT NULL,
    PRIMARY KEY (workflow, number)
  )`,
  `CREATE TABLE drafts (
    workflow text NOT NULL,
    person text NOT NULL,
    graph text NOT NULL,
    base int4,
    etag text NOT NULL,
    updated_at_ms int8 NOT NULL,
    PRIMARY KEY (workflow, person)
  )`,
  `CREATE TABLE test_events (
    environment text NOT NULL,
    source text NOT NULL,
    event text NOT NULL,
    partition int4 NOT NULL,
    "offset" int8 NOT NULL,
    subject text NOT NULL,
    at_ms int8 NOT NULL,
    PRIMARY KEY (environment, source, event)
  )`,
  `CREATE TABLE holds (
    environment text NOT NULL,
    by_name text NOT NULL,
    reason text NOT NULL,
    since_ms int8 NOT NULL,
    PRIMARY KEY (environment)
  )`,
  `CREATE INDEX workflows_by_time ON workflows (updated_at_ms DESC, id)`,
  `CREATE INDEX workflow_versions_by_hash ON workflow_versions (workflow, hash)`,
  `CREATE INDEX test_events_by_time ON test_events (environment, at_ms)`,

  // What environments run already comes from no library: it is taken in, in the order in which it was first released.
  `INSERT INTO workflow_versions (workflow, number, hash, name, graph, author_id, author, message, at_ms)
    SELECT workflow, row_number() OVER (PARTITION BY workflow ORDER BY min(created_at_ms), min(number), version),
      version, min(name), min(graph), 'system', 'Slipway', 'Taken over from an environment', min(created_at_ms)
    FROM versions GROUP BY workflow, version`,
  `UPDATE versions v SET number = w.number
    FROM workflow_versions w WHERE w.workflow = v.workflow AND w.hash = v.version`,
  `INSERT INTO workflows (id, name, graph_name, description, tags, owner, subject, newest, created_by_id, created_by,
      created_at_ms, updated_at_ms)
    SELECT v.workflow, v.name, v.name, COALESCE(v.graph::json ->> 'description', ''),
      COALESCE((v.graph::json -> 'tags')::text, '[]'), COALESCE(v.graph::json ->> 'owner', ''),
      COALESCE(v.graph::json ->> 'subject', ''), v.number, 'system', 'Slipway', first.at_ms, v.at_ms
    FROM workflow_versions v
    JOIN (SELECT workflow, max(number) AS number, min(at_ms) AS at_ms FROM workflow_versions GROUP BY workflow) first
      ON first.workflow = v.workflow AND first.number = v.number`,
];

export async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}
