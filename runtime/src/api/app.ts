import { randomUUID } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import { Failure, isFailure } from '@slipway/shared/failure';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { secureHeaders } from 'hono/secure-headers';
import type { Identify } from '../access/identify.ts';
import { LIFE_MS } from '../access/sign-in.ts';
import { guardOrigin, isLoopback, type RequestOrigin } from './browser-guard.ts';
import { clientAddress, socketAddress } from './client-address.ts';
import { serveDesigner } from './designer-files.ts';
import { failureAnswer } from './failure-answer.ts';
import { HEALTH_PATHS, serveHealth } from './health.ts';
import type { Principal } from './principal.ts';
import { describeApi, serveReference } from './reference.ts';
import { RequestRates } from './request-rates.ts';
import type { Answer, RawRequest, Route } from './route.ts';
import { ROUTES } from './routes/index.ts';
import type { Services } from './services.ts';

export const API_PATH = '/api/v1';

/**
 * The whole HTTP face: API, reference, schemas, health and the designer. `who` finds out who asks; where it is always the
 * same, serve it on the loopback interface only.
 */
export function createApp(
  services: Services,
  who: Principal | Identify,
  routes: readonly Route[] = ROUTES,
): OpenAPIHono {
  const identify: Identify = typeof who === 'function' ? who : async () => who;
  const rates = new RequestRates(services.now);
  const app = new OpenAPIHono({ strict: true });
  app.onError((error, context) => answerFailure(context, error, services));
  app.use(async (context, next) => {
    context.header('x-request-id', requestId(context));
    // Who looks after many processes asks each by its own address; nobody's session counts there.
    const isProbe = services.access.mode === 'users' && HEALTH_PATHS.has(context.req.path);
    if (!isProbe) guardOrigin(originOf(context), services.access);
    await next();
  });
  app.use(headers(services.access.publicOrigin?.startsWith('https:') ?? false));
  for (const route of routes) {
    app.on(route.method.toUpperCase(), honoPath(`${API_PATH}${route.path}`), async (context) => {
      const address = addressOf(context, services);
      const session = getCookie(context, cookieOf(context, services).name);
      const credentials = { authorization: context.req.header('authorization'), session };
      // A credential that is no good is counted too: it may be a guess.
      const principal = await identify(credentials).catch((error: unknown) => {
        rates.count(null, address);
        throw error;
      });
      rates.count(principal, address);
      const answer = await route.answer(rawRequest(context, { principal, address, session }), services);
      return respond(context, answer, services);
    });
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
function headers(https: boolean) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: https, // not on plain HTTP, as on the loopback interface
    xFrameOptions: 'DENY',
    crossOriginResourcePolicy: 'same-origin',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
  });
}

function originOf(context: Context): RequestOrigin {
  const { req } = context;
  return {
    method: req.method,
    host: hostOf(context),
    origin: req.header('origin'),
    fetchSite: req.header('sec-fetch-site'),
    // What no browser adds by itself cannot be borrowed by a foreign page.
    bearerOnly: req.header('authorization') !== undefined && req.header('cookie') === undefined,
  };
}

function hostOf(context: Context): string {
  return context.req.header('host') ?? new URL(context.req.url).host;
}

/** Where the request comes from. */
function addressOf(context: Context, services: Services): string {
  return clientAddress(socketAddress(context), context.req.header('x-forwarded-for'), services.access.proxies);
}

/** Only on the loopback interface may the session's cookie go over plain HTTP. */
function cookieOf(context: Context, { access }: Services): { readonly name: string; readonly secure: boolean } {
  const secure = access.publicOrigin ? access.publicOrigin.startsWith('https:') : !isLoopback(hostOf(context));
  return { name: secure ? '__Host-slipway' : 'slipway', secure };
}

function rawRequest(
  context: Context,
  from: Pick<RawRequest, 'principal' | 'address'> & { readonly session: string | undefined },
): RawRequest {
  const request = context.req.raw;
  return {
    url: new URL(request.url),
    params: context.req.param() as Record<string, string>,
    principal: from.principal,
    address: from.address,
    session: from.session ?? null,
    id: requestId(context),
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

function respond(context: Context, answer: Answer, services: Services): Response {
  if (answer instanceof Response) {
    return answer;
  }
  if (answer.status >= 400) logRefusal(context, answer, services);
  const { name, secure } = cookieOf(context, services);
  const cookie = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const;
  if (answer.session === null) deleteCookie(context, name, cookie);
  else if (answer.session !== undefined) {
    setCookie(context, name, answer.session, { ...cookie, maxAge: Math.floor(LIFE_MS / 1_000) });
  }
  context.header('cache-control', 'no-store');
  return context.json(answer.body as object, answer.status as 200);
}

/** A refusal that says more than a failure does is an answer of its own. */
function logRefusal(context: Context, answer: Exclude<Answer, Response>, services: Services): void {
  const { code } = answer.body as { readonly code?: string };
  services.logger.info('a request was refused', { ...requestFacts(context), code: code ?? null });
}

function requestFacts(context: Context) {
  return { requestId: requestId(context), method: context.req.method, path: context.req.path.slice(0, 200) };
}

function answerFailure(context: Context, error: unknown, services: Services): Response {
  const id = requestId(context);
  const { status, body, unexpected } = failureAnswer(error, id);
  const facts = { ...requestFacts(context), code: body.code };
  if (unexpected) services.logger.error('a request failed for a reason of ours', facts, error);
  else if (status >= 500) services.logger.warn('a request could not be served', facts);
  else services.logger.info('a request was refused', facts);
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
