import { openDatabase } from '@slipway/runtime/database/index';

/** The decision that was changed. */
export interface Tampered {
  readonly subject: string;
  readonly partition: number;
  readonly offset: number;
}

/** Changes one character of one recorded decision, as somebody with access to the database could. */
export async function tamperWithOneDecision(directory: string): Promise<Tampered> {
  const database = await openDatabase({ directory });
  try {
    const row = await database.kysely
      .selectFrom('decisions')
      .selectAll()
      .where('decision', 'like', '%standing%')
      .orderBy('subject')
      .limit(1)
      .executeTakeFirstOrThrow();
    const decision = row.decision.replace('"standing":true', '"standing":false').replace('Delivery', 'delivery');
    if (decision === row.decision) throw new Error('the decision to tamper with reads otherwise than expected');
    await database.kysely
      .updateTable('decisions')
      .set({ decision })
      .where('environment', '=', row.environment)
      .where('partition', '=', row.partition)
      .where('commit_number', '=', row.commit_number)
      .where('position', '=', row.position)
      .execute();
    return { subject: row.subject, partition: row.partition, offset: row.offset };
  } finally {
    await database.close();
  }
}
