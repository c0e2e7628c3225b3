import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { statusQuery } from './api/queries.ts';
import { sessionQuery } from './api/session.ts';
import { SessionWatch } from './features/session/SessionWatch.tsx';
import { fetchFurtherMessages } from './messages/t.ts';
import {
  activitySearch,
  auditSearch,
  backtestSearch,
  connectionsSearch,
  editorSearch,
  exceptionsSearch,
  librarySearch,
  outboxSearch,
  peopleSearch,
  printSearch,
  referenceSearch,
  referencesSearch,
  releasesSearch,
  rowSearch,
  shipmentSearch,
  shipmentsSearch,
  signInSearch,
  variablesSearch,
  versionsSearch,
  workflowSearch,
} from './search.ts';
import { adminParts } from './shell/admin-parts.ts';
import { NotFound, RouteFailure, RouteLoading } from './shell/pages.tsx';
import { Shell } from './shell/Shell.tsx';

function Root() {
  return (
    <>
      <Outlet />
      <SessionWatch />
    </>
  );
}

const root = createRootRouteWithContext<{ readonly client: QueryClient }>()({ component: Root });

/** Whoever is not signed in, or has a password of somebody else's making, comes past the door first. */
async function pastTheDoor({ context, location }: DoorArguments) {
  const session = await context.client.ensureQueryData(sessionQuery());
  const back = location.href;
  if (session.setup) throw redirect({ to: '/set-up' });
  if (!session.user) throw redirect({ to: '/sign-in', search: { back } });
  if (session.user.mustChangePassword) throw redirect({ to: '/password', search: { back } });
}

interface DoorArguments {
  readonly context: { readonly client: QueryClient };
  readonly location: { readonly href: string };
}

/** A screen that is not the first, with what it says and is drawn with: general styles come before its own. */
async function further<Module>(load: () => Promise<Module>): Promise<Module> {
  const around = [fetchFurtherMessages(), import('./ui/further-styles.ts')];
  const [screen] = await Promise.all([load(), ...around]);
  return screen;
}

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => further(() => import('./features/session/NoEnvironment.tsx')), 'NoEnvironment'),
  beforeLoad: async ({ context, location }) => {
    await pastTheDoor({ context, location });
    const status = await context.client.ensureQueryData(statusQuery());
    const first = status.environments[0];
    if (first) throw redirect({ to: '/$env', params: { env: first.id } });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => further(() => import('./features/session/SignIn.tsx')), 'SignIn'),
});
const setUp = createRoute({
  getParentRoute: () => root,
  path: 'set-up',
  component: lazyRouteComponent(() => further(() => import('./features/session/SetUp.tsx')), 'SetUp'),
});
const password = createRoute({
  getParentRoute: () => root,
  path: 'password',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => further(() => import('./features/session/OwnPassword.tsx')), 'OwnPassword'),
});
const environment = createRoute({
  getParentRoute: () => root,
  path: '$env',
  component: Shell,
  beforeLoad: pastTheDoor,
});
const under = () => environment;

// One line per screen.
const home = createRoute({
  getParentRoute: under,
  path: '/',
  component: lazyRouteComponent(() => import('./features/home/Home.tsx'), 'Home'),
});
const exceptions = createRoute({
  getParentRoute: under,
  path: 'exceptions',
  validateSearch: exceptionsSearch,
  component: lazyRouteComponent(() => further(() => import('./features/exceptions/Exceptions.tsx')), 'Exceptions'),
});
const exception = createRoute({
  getParentRoute: () => exceptions,
  path: '$id',
  component: lazyRouteComponent(() => further(() => import('./features/exceptions/Case.tsx')), 'Case'),
});
const noException = createRoute({
  getParentRoute: () => exceptions,
  path: '/',
  component: lazyRouteComponent(() => further(() => import('./features/exceptions/Exceptions.tsx')), 'NoCase'),
});
const shipments = createRoute({
  getParentRoute: under,
  path: 'shipments',
  validateSearch: shipmentsSearch,
  component: lazyRouteComponent(() => further(() => import('./features/shipments/Shipments.tsx')), 'Shipments'),
});
const shipment = createRoute({
  getParentRoute: under,
  path: 'shipments/$subject',
  validateSearch: shipmentSearch,
  component: lazyRouteComponent(() => further(() => import('./features/shipments/Shipment.tsx')), 'Shipment'),
});
const workflows = createRoute({
  getParentRoute: under,
  path: 'workflows',
  validateSearch: librarySearch,
  component: lazyRouteComponent(() => further(() => import('./features/library/Library.tsx')), 'Library'),
});
const workflow = createRoute({
  getParentRoute: under,
  path: 'workflows/$id',
  validateSearch: workflowSearch,
  component: lazyRouteComponent(() => further(() => import('./features/workflows/WorkflowPage.tsx')), 'WorkflowPage'),
});
const editor = createRoute({
  getParentRoute: under,
  path: 'workflows/$id/edit',
  validateSearch: editorSearch,
  component: lazyRouteComponent(() => further(() => import('./features/editor/EditorPage.tsx')), 'EditorPage'),
});
const backtest = createRoute({
  getParentRoute: under,
  path: 'workflows/$id/backtest',
  validateSearch: backtestSearch,
  component: lazyRouteComponent(() => further(() => import('./features/backtest/BacktestPage.tsx')), 'BacktestPage'),
});
const versions = createRoute({
  getParentRoute: under,
  path: 'workflows/$id/versions',
  validateSearch: versionsSearch,
  component: lazyRouteComponent(() => further(() => import('./features/versions/VersionsPage.tsx')), 'VersionsPage'),
});
// Without the frame: it is a sheet of paper.
const print = createRoute({
  getParentRoute: () => root,
  path: '$env/workflows/$id/print',
  validateSearch: printSearch,
  beforeLoad: pastTheDoor,
  component: lazyRouteComponent(() => further(() => import('./features/print/PrintPage.tsx')), 'PrintPage'),
});
const releases = createRoute({
  getParentRoute: under,
  path: 'releases',
  validateSearch: releasesSearch,
  component: lazyRouteComponent(() => further(() => import('./features/releases/Releases.tsx')), 'Releases'),
});
const activity = createRoute({
  getParentRoute: under,
  path: 'activity',
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => further(() => import('./features/activity/Activity.tsx')), 'Activity'),
});
const outbox = createRoute({
  getParentRoute: under,
  path: 'outbox',
  validateSearch: outboxSearch,
  component: lazyRouteComponent(() => further(() => import('./features/outbox/Outbox.tsx')), 'Outbox'),
});
const connections = createRoute({
  getParentRoute: under,
  path: 'connections',
  validateSearch: connectionsSearch,
  component: lazyRouteComponent(() => further(() => import('./features/connections/Connections.tsx')), 'Connections'),
});
const variables = createRoute({
  getParentRoute: under,
  path: 'variables',
  validateSearch: variablesSearch,
  component: lazyRouteComponent(() => further(() => import('./features/variables/Variables.tsx')), 'Variables'),
});
const references = createRoute({
  getParentRoute: under,
  path: 'references',
  validateSearch: referencesSearch,
  component: lazyRouteComponent(() => further(() => import('./features/reference/References.tsx')), 'References'),
});
const reference = createRoute({
  getParentRoute: under,
  path: 'references/$id',
  validateSearch: referenceSearch,
  component: lazyRouteComponent(() => further(() => import('./features/reference/ReferencePage.tsx')), 'ReferencePage'),
});
const admin = createRoute({
  getParentRoute: under,
  path: 'admin',
  beforeLoad: async ({ context, params }) => {
    const [part] = adminParts(await context.client.ensureQueryData(sessionQuery()));
    throw redirect(part ? { to: `/$env/admin/${part}`, params } : { to: '/$env', params });
  },
});
const people = createRoute({
  getParentRoute: under,
  path: 'admin/people',
  validateSearch: peopleSearch,
  component: lazyRouteComponent(() => further(() => import('./features/admin/People.tsx')), 'People'),
});
const tokens = createRoute({
  getParentRoute: under,
  path: 'admin/tokens',
  validateSearch: rowSearch,
  component: lazyRouteComponent(() => further(() => import('./features/admin/Tokens.tsx')), 'Tokens'),
});
const environments = createRoute({
  getParentRoute: under,
  path: 'admin/environments',
  validateSearch: rowSearch,
  component: lazyRouteComponent(() => further(() => import('./features/admin/Environments.tsx')), 'Environments'),
});
const audit = createRoute({
  getParentRoute: under,
  path: 'admin/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => further(() => import('./features/admin/Audit.tsx')), 'Audit'),
});

const tree = root.addChildren([
  start,
  signIn,
  setUp,
  password,
  print,
  environment.addChildren([
    home,
    exceptions.addChildren([noException, exception]),
    shipments,
    shipment,
    workflows,
    workflow,
    editor,
    backtest,
    versions,
    releases,
    activity,
    outbox,
    connections,
    variables,
    references,
    reference,
    admin,
    people,
    tokens,
    environments,
    audit,
  ]),
]);

/** The addresses of the application, over the one cache of what the API said. */
export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client },
    defaultPreload: 'intent',
    defaultPendingComponent: RouteLoading,
    defaultErrorComponent: RouteFailure,
    defaultNotFoundComponent: NotFound,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
