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
import {
  activitySearch,
  exceptionsSearch,
  outboxSearch,
  shipmentSearch,
  shipmentsSearch,
  workflowSearch,
} from './search.ts';
import { NotFound, RouteFailure, RouteLoading } from './shell/pages.tsx';
import { Shell } from './shell/Shell.tsx';

const root = createRootRouteWithContext<{ readonly client: QueryClient }>()({ component: Outlet });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context }) => {
    const status = await context.client.ensureQueryData(statusQuery());
    const first = status.environments[0];
    if (first) throw redirect({ to: '/$env', params: { env: first.id } });
  },
});

const environment = createRoute({ getParentRoute: () => root, path: '$env', component: Shell });
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
  component: lazyRouteComponent(() => import('./features/exceptions/Exceptions.tsx'), 'Exceptions'),
});
const exception = createRoute({
  getParentRoute: () => exceptions,
  path: '$id',
  component: lazyRouteComponent(() => import('./features/exceptions/Case.tsx'), 'Case'),
});
const noException = createRoute({
  getParentRoute: () => exceptions,
  path: '/',
  component: lazyRouteComponent(() => import('./features/exceptions/Exceptions.tsx'), 'NoCase'),
});
const shipments = createRoute({
  getParentRoute: under,
  path: 'shipments',
  validateSearch: shipmentsSearch,
  component: lazyRouteComponent(() => import('./features/shipments/Shipments.tsx'), 'Shipments'),
});
const shipment = createRoute({
  getParentRoute: under,
  path: 'shipments/$subject',
  validateSearch: shipmentSearch,
  component: lazyRouteComponent(() => import('./features/shipments/Shipment.tsx'), 'Shipment'),
});
const workflows = createRoute({
  getParentRoute: under,
  path: 'workflows',
  component: lazyRouteComponent(() => import('./features/workflows/Workflows.tsx'), 'Workflows'),
});
const workflow = createRoute({
  getParentRoute: under,
  path: 'workflows/$id',
  validateSearch: workflowSearch,
  component: lazyRouteComponent(() => import('./features/workflows/WorkflowPage.tsx'), 'WorkflowPage'),
});
const activity = createRoute({
  getParentRoute: under,
  path: 'activity',
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import('./features/activity/Activity.tsx'), 'Activity'),
});
const outbox = createRoute({
  getParentRoute: under,
  path: 'outbox',
  validateSearch: outboxSearch,
  component: lazyRouteComponent(() => import('./features/outbox/Outbox.tsx'), 'Outbox'),
});

const tree = root.addChildren([
  start,
  environment.addChildren([
    home,
    exceptions.addChildren([noException, exception]),
    shipments,
    shipment,
    workflows,
    workflow,
    activity,
    outbox,
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
