import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import { Failure, isFailure } from '@slipway/shared/failure';
import type { Context } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { guardOrigin } from './browser-guard.ts';
import { serveDesigner } from './designer-files.ts';
import { failureAnswer } from './failure-answer.ts';
import { serveHealth } from './health.ts';
import type { Principal } from './principal.ts';
import { describeApi, serveReference } from './reference.ts';
import type { Answer, RawRequest, Route } from './route.ts';
import { ROUTES } from './routes/index.ts';
import type { Services } from './services.ts';

export const API_PATH = '/api/v1';

/** The whole HTTP face: API, reference, schemas, health and the designer. Serve it on the loopback interface only. */
export function createApp(services: Services, principal: Principal, routes: readonly Route[] = ROUTES): OpenAPIHono {
  const app = new OpenAPIHono({ strict: true });
  app.onError((error, context) => answerFailure(context, error, services));
  app.use(async (context, next) => {
    context.header('x-request-id', requestId(context));
    guardOrigin({
      method: context.req.method,
      host: context.req.header('host') ?? new URL(context.req.url).host,
      origin: context.req.header('origin'),
      fetchSite: context.req.header('sec-fetch-site'),
    });
    await next();
  });
  app.use(headers());
  for (const route of routes) {
    app.on(route.method.toUpperCase(), honoPath(`${API_PATH}${route.path}`), async (context) =>
      respond(context, await route.answer(rawRequest(context, principal), services)),
    );
  }
  describeApi(app, routes);
  serveReference(app);
  serveHealth(app, services);
  app.all('/api/*', () => {
    throw new Failure('not-found');
  });
  serveDesigner(app, services.designer);
  app.notFound((context) => answerFailure(context, new Failure('not-found'), services));
  return app;
}

/** No inline script or style, nothing from elsewhere, no frame around us; there is no CORS header at all. */
function headers() {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: false, // plain HTTP on the loopback interface
    xFrameOptions: 'DENY',
    crossOriginResourcePolicy: 'same-origin',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  });
}

function rawRequest(context: Context, principal: Principal): RawRequest {
  const request = context.req.raw;
  return {
    url: new URL(request.url),
    params: context.req.param() as Record<string, string>,
    principal,
    signal: request.signal,
    header: (name) => context.req.header(name),
    bytes: (most) => readBytes(request, most),
  };
}

/** Counts while it reads: a body that names no length, or a wrong one, is cut off at the same place. */
async function readBytes(request: Request, most: number): Promise<Uint8Array> {
  const refuse = () => new Failure('too-large', `at most ${most} bytes`);
  if (Number(request.headers.get('content-length') ?? 0) > most) throw refuse();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > most) throw refuse();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function respond(context: Context, answer: Answer): Response {
  if (answer instanceof Response) {
    return answer;
  }
  context.header('cache-control', 'no-store');
  return context.json(answer.body as object, answer.status as 200);
}

function answerFailure(context: Context, error: unknown, services: Services): Response {
  const id = requestId(context);
  const { status, body, unexpected } = failureAnswer(error, id);
  const facts = { requestId: id, method: context.req.method, path: context.req.path.slice(0, 200), code: body.code };
  if (unexpected) services.logger.error('a request failed for a reason of ours', facts, error);
  else if (status >= 500) services.logger.warn('a request could not be served', facts);
  else services.logger.debug('a request was refused', facts);
  if (isFailure(error) && error.code === 'too-large') context.header('connection', 'close');
  context.header('cache-control', 'no-store');
  return context.json(body, status as 400);
}

const ids = new WeakMap<Request, string>();

function requestId(context: Context): string {
  const known = ids.get(context.req.raw) ?? randomUUID();
  ids.set(context.req.raw, known);
  return known;
}

function honoPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
