import { openSession } from '@slipway/runtime/access/sign-in';
import { createUser } from '@slipway/runtime/access/users';
import { openDatabase } from '@slipway/runtime/database/index';
import { prepareData } from '../support/runtime-process.ts';

/** Who takes part: Petra draws, Mateo plans, Jana and Lea approve, and Ada administers. */
export const names = ['ada', 'petra', 'mateo', 'jana', 'lea'] as const;
export type Name = (typeof names)[number];

/** Makes people in a data directory that no server holds, each signed in; answers the cookies that they hold. */
export async function signInPeople(directory: string): Promise<Record<Name, string>> {
  prepareData(directory);
  const database = await openDatabase({ directory });
  try {
    const nowMs = Date.now();
    const cookies: [Name, string][] = [];
    for (const name of names) {
      const roles = [{ environment: null, role: 'admin' as const }];
      const { user } = await createUser({ database, record: async () => {}, nowMs }, { name, roles });
      await database.kysely.updateTable('users').set({ state: 'active' }).where('id', '=', user.id).execute();
      cookies.push([name, `slipway=${await openSession(database.kysely, user.id, nowMs)}`]);
    }
    return Object.fromEntries(cookies) as Record<Name, string>;
  } finally {
    await database.close();
  }
}
