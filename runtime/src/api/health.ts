import { OpenAPIHono } from '@hono/zod-openapi';
import { socketAddress } from './client-address.ts';
import { failureAnswer } from './failure-answer.ts';
import { guardMetrics } from './metrics-guard.ts';
import type { Services } from './services.ts';

type Told = Pick<Services, 'health' | 'metrics' | 'access' | 'logger'>;

/** What programs beside us ask for: by the address of this machine, whatever its public name is. */
export const HEALTH_PATHS: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);

/**
 * `/livez`: the process answers. `/readyz`: it can do its work, and if not, what is missing; `degraded` names what it can
 * do without for a while. `/metrics`: figures for Prometheus, for whom they are meant.
 */
export function serveHealth(app: OpenAPIHono, { health, metrics, access }: Told): void {
  app.get('/livez', (context) => context.json({ live: true }));
  app.get('/readyz', async (context) => {
    const found = await health.look();
    context.header('cache-control', 'no-store');
    return context.json(found, found.ready ? 200 : 503);
  });
  app.get('/metrics', async (context) => {
    const { req } = context;
    const reader = {
      socket: socketAddress(context),
      authorization: req.header('authorization'),
      forwardedFor: req.header('x-forwarded-for') ?? req.header('forwarded'),
    };
    guardMetrics(reader, access);
    const { type, body } = await metrics.text();
    return context.body(body, 200, { 'content-type': type, 'cache-control': 'no-store' });
  });
}

/** What a process without the API answers. */
export function createHealthApp(told: Told): OpenAPIHono {
  const app = new OpenAPIHono();
  app.onError((error, context) => {
    const { status, body, unexpected } = failureAnswer(error, 'for health or metrics');
    if (unexpected) told.logger.error('a request failed for a reason of ours', { path: context.req.path }, error);
    return context.json(body, status as 400);
  });
  serveHealth(app, told);
  return app;
}
