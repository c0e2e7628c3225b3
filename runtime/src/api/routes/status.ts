import { type Environment, type Status, statusSchema } from '@slipway/shared/api';
import { instantFromMs } from '@slipway/shared/time';
import { listEnvironments } from '../../stores/environments.ts';
import { clockOf } from '../../stores/environments-reads.ts';
import { ok, route } from '../route.ts';
import { describeSession } from '../session-answer.ts';

export const status = route({
  method: 'get',
  path: '/status',
  permission: 'status:read',
  environment: 'none',
  summary: 'What runs here: version, environments, and the replay that goes on',
  answers: { 200: { name: 'Status', schema: statusSchema } },
  handle: async ({ principal }, services) => {
    const environments: Environment[] = [];
    let replay: Status['replay'] = null;
    const rows = (await listEnvironments(services.database.kysely)).filter(({ id }) => principal.sees(id));
    for (const row of rows) {
      const clock = await clockOf(services.database, row);
      environments.push({
        id: row.id,
        kind: row.kind,
        clock: clock === null ? null : instantFromMs(clock),
        deliversTo: row.delivers_to,
      });
      replay ??= services.pipeline.replay(row.id);
    }
    const { version, startedAtMs, mode } = services.about;
    const session = await describeSession(services, principal);
    const startedAt = instantFromMs(startedAtMs);
    const answer: Status = { version, mode, startedAt, environments, replay, session };
    return ok(answer);
  },
});
