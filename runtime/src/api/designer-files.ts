import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import type { OpenAPIHono } from '@hono/zod-openapi';

const NOT_BUILT = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Slipway</title></head>
<body>
<h1>The designer has not been built</h1>
<p>Slipway is running, and its API answers: <a href="/api/reference">API reference</a>.</p>
<p>To see the designer, run <code>npm run build --workspace designer</code>, then load this page again.</p>
</body>
</html>
`;

/**
 * Serves the built designer from `folder`. Files under `assets/` carry a hash of their content in their name and are
 * kept for ever, and lie packed beside it; every other path that looks like a page is the app itself, which reads the path.
 */
export function serveDesigner(app: OpenAPIHono, folder: string): void {
  const page = join(folder, 'index.html');
  if (existsSync(folder)) {
    const files = serveStatic({ root: folder, index: 'no-index-file', precompressed: true });
    app.get('*', async (context, next) => {
      const found = await files(context, next);
      // Otherwise the next handler has answered, and says itself how long that may be kept.
      if (!(found instanceof Response)) return;
      const hashed = context.req.path.startsWith('/assets/');
      found.headers.set('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      return found;
    });
  }
  app.get('*', async (context, next) => {
    // A subject's id may end like a file's name: what a browser asks for as a page is one.
    const wantsPage = (context.req.header('accept') ?? '').includes('text/html') || !/\.\w+$/.test(context.req.path);
    if (!wantsPage || context.req.path.startsWith('/assets/')) return next();
    context.header('cache-control', 'no-cache');
    if (!existsSync(page)) return context.html(NOT_BUILT, 503);
    return context.html(await readFile(page, 'utf8'));
  });
}
