import { OpenAPIHono } from '@hono/zod-openapi';
import type { Services } from './services.ts';

type Told = Pick<Services, 'health' | 'metrics'>;

/**
 * `/livez`: the process answers. `/readyz`: it can do its work, and if not, what is missing; `degraded` names what it can
 * do without for a while. `/metrics`: figures for Prometheus.
 */
export function serveHealth(app: OpenAPIHono, { health, metrics }: Told): void {
  app.get('/livez', (context) => context.json({ live: true }));
  app.get('/readyz', async (context) => {
    const found = await health.look();
    context.header('cache-control', 'no-store');
    return context.json(found, found.ready ? 200 : 503);
  });
  app.get('/metrics', async (context) => {
    const { type, body } = await metrics.text();
    return context.body(body, 200, { 'content-type': type, 'cache-control': 'no-store' });
  });
}

/** What a process without the API answers. */
export function createHealthApp(told: Told): OpenAPIHono {
  const app = new OpenAPIHono();
  serveHealth(app, told);
  return app;
}
