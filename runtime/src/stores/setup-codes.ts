import type { Executor } from './statement.ts';

/** Keeps the hash of the one code with which the first administrator is made, instead of an earlier one. */
export async function saveSetupCode(executor: Executor, codeHash: string, nowMs: number): Promise<void> {
  await executor
    .insertInto('setup_codes')
    .values({ id: 1, code_hash: codeHash, created_at_ms: nowMs })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ code_hash: codeHash, created_at_ms: nowMs }))
    .execute();
}

/** Takes the code away; true for the one caller who had it right, however many try at once. */
export async function useSetupCode(executor: Executor, codeHash: string): Promise<boolean> {
  const used = await executor
    .deleteFrom('setup_codes')
    .where('code_hash', '=', codeHash)
    .returning('id')
    .executeTakeFirst();
  return used !== undefined;
}

export async function deleteSetupCode(executor: Executor): Promise<void> {
  await executor.deleteFrom('setup_codes').execute();
}
