import './jitless.ts';
import '@fontsource-variable/jetbrains-mono';
import './ui/fonts.css';
import '@mantine/core/styles/default-css-variables.layer.css';
import './ui/mantine.css';
import './ui/tokens.css';
import './ui/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiFailure, whenSignedOut } from './api/client.ts';
import { forgetUser } from './api/session.ts';
import { makeRouter } from './app.tsx';
import { locale } from './messages/locale.ts';
import { fetchMessages } from './messages/t.ts';
import { readAhead } from './read-ahead.ts';
import { useColorScheme } from './ui/color-scheme.ts';
import { ToastsWhenTold } from './ui/ToastsWhenTold.tsx';
import { makeTheme } from './ui/theme.ts';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // What the API refused it refuses again; what did not answer is tried twice more.
      retry: (count, failure) =>
        count < 2 && !(failure instanceof ApiFailure && failure.status >= 400 && failure.status < 500),
    },
  },
});
whenSignedOut(() => forgetUser(client));
const router = makeRouter(client);

/** Variables and classes come from our own sheets: the library would write style elements, which the page's policy refuses. */
function Root({ theme }: { readonly theme: ReturnType<typeof makeTheme> }) {
  const scheme = useColorScheme();
  return (
    <MantineProvider theme={theme} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <ToastsWhenTold />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

/**
 * The screen of the address is fetched beside the question who is signed in, and not after its answer; what it will ask for
 * is read meanwhile. What fails is told when it is shown.
 */
function hasten(): void {
  // The bare address only leads on to an environment.
  if (router.latestLocation.pathname === '/') return;
  const matched = router.matchRoutes(router.latestLocation);
  void readAhead(client, matched);
  const ids = new Set<string>(matched.map(({ routeId }) => routeId));
  for (const route of Object.values(router.routesById))
    if (ids.has(route.id)) void router.loadRouteChunk(route)?.catch(() => undefined);
}

/** Waits outside of the module: texts may need what is in this very file, which is not there before it has ended. */
async function start(): Promise<void> {
  await fetchMessages();
  hasten();
  document.documentElement.lang = locale;
  const theme = makeTheme();
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <Root theme={theme} />
    </StrictMode>,
  );
}

void start();
