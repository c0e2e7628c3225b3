import type { Workflow } from '@slipway/shared/workflow';
import { sql } from 'kysely';
import type { Executor } from './statement.ts';

/** What a live workflow needs of its environment. */
export interface LiveNeeds {
  readonly workflow: string;
  readonly name: string;
  readonly slots: NonNullable<Workflow['connections']>;
  readonly variables: NonNullable<Workflow['variables']>;
}

/** The slots and variables that the live workflows of an environment name, by workflow. */
export async function listLiveNeeds(executor: Executor, environment: string): Promise<readonly LiveNeeds[]> {
  const { rows } = await sql<{ workflow: string; name: string; slots: string | null; variables: string | null }>`
    SELECT l.workflow, v.name, v.graph::json ->> 'connections' AS slots, v.graph::json ->> 'variables' AS variables
    FROM live l JOIN versions v USING (environment, workflow, version)
    WHERE l.environment = ${environment} ORDER BY l.workflow`.execute(executor);
  return rows.map(({ workflow, name, slots, variables }) => ({
    workflow,
    name,
    slots: JSON.parse(slots ?? '[]') as LiveNeeds['slots'],
    variables: JSON.parse(variables ?? '[]') as LiveNeeds['variables'],
  }));
}
