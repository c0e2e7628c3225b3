/*
 * `npm run verify:access`: every route of the OpenAPI document, asked for by every role, token and stranger, in the own, a
 * foreign and an unknown environment. What must come is told by a table of its own. `--sabotage undeclared-route` serves a
 * route that nobody declared, `--sabotage reading-writes` declares a change to be reading; then the check must go red.
 */
import { openUsersApp } from '@slipway/runtime/access/testing/users-app';
import { checkOptions, conclude, say } from '../support/report.ts';
import { makeAskers } from './askers.ts';
import { type Asker, type DeclaredRoute, expectedOutcome, holds, type Outcome } from './cells.ts';
import { BESIDE, OPEN } from './expected.ts';

const options = checkOptions({ sabotage: '' });
const app = await openUsersApp();
if (options.sabotage === 'undeclared-route') app.app.post('/api/v1/planted', (context) => context.json({}));
const routes = await declaredRoutes();
if (options.sabotage === 'reading-writes')
  routes.push({ method: 'post', path: '/planted', permission: 'workflow:read' });
const undeclared = [...unknownPaths(), ...routes.flatMap(faultOf)];

const wrong: { cell: string; expected: string; got: number }[] = [];
let cells = 0;
if (options.sabotage === '') {
  await app.setUp();
  for (const asker of await makeAskers(app)) {
    const headers = await asker.headers();
    for (const route of routes) {
      for (const environment of route.path.startsWith('/environments/{environment}')
        ? ['dev', 'prod', 'nowhere']
        : [null]) {
        // Signing out uses a session up, and time passes, so that nobody asks too often.
        const ends = `${route.method} ${route.path}` === 'delete /session';
        const outcome = outcomeOf(route, asker, environment);
        const status = await ask(route, environment, ends ? await asker.headers() : headers);
        cells += 1;
        if (!holds(outcome, status)) {
          wrong.push({
            cell: `${asker.name}: ${route.method} ${route.path} (${environment})`,
            expected: String(outcome),
            got: status,
          });
        }
      }
    }
    say(`${asker.name}: asked for ${routes.length} routes, ${wrong.length} wrong so far`);
  }
}
await app.close();
conclude({ routes: routes.length, cells, wrong, undeclared }, wrong.length + undeclared.length === 0 && cells > 0);

/** Whoever may do something everywhere is told that an environment is missing, and nothing else of it. */
function outcomeOf(route: DeclaredRoute, asker: Asker, environment: string | null): Outcome {
  const outcome = expectedOutcome(route, asker, environment);
  return environment === 'nowhere' && outcome === 'served' ? 404 : outcome;
}

async function ask(route: DeclaredRoute, environment: string | null, headers: Record<string, string>): Promise<number> {
  app.clock.nowMs += 150;
  const path = `/api/v1${route.path.replace('{environment}', environment ?? '').replaceAll(/\{\w+\}/g, 'no-such-thing')}`;
  const response = await (route.method === 'get'
    ? app.get(path, headers)
    : app.send(route.method.toUpperCase(), path, {}, { ...headers, 'idempotency-key': 'k', 'if-match': '*' }));
  await response.body?.cancel();
  return response.status;
}

async function declaredRoutes(): Promise<DeclaredRoute[]> {
  const document = (await (await app.get('/api/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, { 'x-permission'?: string }>>;
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, facts]) => {
      return { method, path: path.replace('/api/v1', ''), permission: facts['x-permission'] ?? '' };
    }),
  );
}

/** Paths that are answered and stand in no document. What is served for any path is the designer, to be read only. */
function unknownPaths(): string[] {
  const known = new Set(routes.map(({ method, path }) => `${method} /api/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`));
  return app.app.routes
    .map(({ method, path }) => ({ method: method.toLowerCase(), path }))
    .filter(({ method, path }) => !known.has(`${method} ${path}`) && !isBeside(method, path))
    .map(({ method, path }) => `${method} ${path} is in no document`);
}

function isBeside(method: string, path: string): boolean {
  if (method === 'all') return path === '/*' || path === '/api/*';
  return method === 'get' && (path === '*' || path === '/*' || BESIDE.some((known) => path.startsWith(known)));
}

/** A route must demand something, and one that changes something more than to be allowed to look. */
function faultOf({ method, path, permission }: DeclaredRoute): string[] {
  const name = `${method} ${path}`;
  if (permission === 'none') return OPEN.includes(name) ? [] : [`${name} demands nothing`];
  if (!/^[a-z-]+:[a-z]+$/.test(permission)) return [`${name} declares no permission`];
  const writes = method !== 'get' && permission.endsWith(':read');
  return writes ? [`${name} changes something and demands only ${permission}`] : [];
}
