import type { OpenAPIHono } from '@hono/zod-openapi';
import { listEnvironments } from '../stores/environments.ts';
import type { Services } from './services.ts';

/** `/livez`: the process answers. `/readyz`: so does what it needs, and if not, what does not. */
export function serveHealth(app: OpenAPIHono, services: Services): void {
  app.get('/livez', (context) => context.json({ live: true }));
  app.get('/readyz', async (context) => {
    try {
      await listEnvironments(services.database.kysely);
      return context.json({ ready: true, parts: { database: 'ok' } });
    } catch {
      return context.json({ ready: false, parts: { database: 'does not answer' } }, 503);
    }
  });
}
