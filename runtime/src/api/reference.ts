import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { failureSchema } from '@slipway/shared/api';
import { workflowJsonSchema } from '@slipway/shared/workflow';
import { z } from 'zod';
import type { AnswerSchema, Route } from './route.ts';

type JsonSchema = Record<string, unknown>;

/** The OpenAPI 3.1 document of `routes` at `/api/v1/openapi.json`, and the schema of workflow files beside it. */
export function describeApi(app: OpenAPIHono, routes: readonly Route[]): void {
  const component = registerComponents(app, routes);
  for (const route of routes) {
    app.openAPIRegistry.registerPath(
      createRoute({
        method: route.method,
        path: `/api/v1${route.path}`,
        operationId: operationId(route),
        summary: route.summary,
        tags: [tagOf(route)],
        'x-permission': route.permission,
        parameters: [...parametersIn('path', route), ...parametersIn('query', route)],
        ...(route.body === null
          ? {}
          : { request: { body: { required: true, content: bodyContent(route, component) } } }),
        responses: {
          ...Object.fromEntries(
            Object.entries(route.answers).map(([status, answer]) => [
              status,
              {
                description: answer.name,
                content: { [answer.contentType ?? 'application/json']: { schema: component(answer.name) } },
              },
            ]),
          ),
          default: { description: 'A failure', content: { 'application/json': { schema: component('Failure') } } },
        },
      }),
    );
  }
  const facts = { openapi: '3.1.0', info: { title: 'Slipway', version: '1', description: 'The API of the runtime.' } };
  app.get('/api/v1/openapi.json', (context) => context.json(app.getOpenAPI31Document(facts)));
  app.get('/schemas/workflow/v1.json', (context) =>
    context.body(JSON.stringify(workflowJsonSchema()), 200, { 'content-type': 'application/schema+json' }),
  );
}

/**
 * zod writes the JSON Schemas, which 3.1 takes as they are; the generator of zod-openapi follows a recursive schema
 * without end.
 */
function registerComponents(app: OpenAPIHono, routes: readonly Route[]): (name: string) => { $ref: string } {
  const named = new Map<string, z.ZodType>([['Failure', failureSchema]]);
  const add = (entry: Pick<AnswerSchema, 'name' | 'schema'>) => {
    const known = named.get(entry.name);
    if (known && known !== entry.schema) throw new Error(`Two schemas are called ${entry.name}`);
    named.set(entry.name, entry.schema);
  };
  for (const route of routes) {
    for (const answer of Object.values(route.answers)) add(answer);
    if (route.body !== null && route.body !== 'raw') add(route.body);
  }
  for (const [name, schema] of named) {
    const { $schema, $defs = {}, ...json } = jsonSchema(schema, name);
    app.openAPIRegistry.registerComponent('schemas', name, json);
    for (const [inner, definition] of Object.entries($defs as Record<string, JsonSchema>)) {
      app.openAPIRegistry.registerComponent('schemas', `${name}.${inner}`, definition);
    }
  }
  return (name) => ({ $ref: `#/components/schemas/${name}` });
}

/** A JSON Schema whose references to its own definitions point to where those are registered. */
function jsonSchema(schema: z.ZodType, name: string): JsonSchema {
  const text = JSON.stringify(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  const moved = text
    .replaceAll(/"\$ref":"#\/\$defs\/([^"]+)"/g, `"$ref":"#/components/schemas/${name}.$1"`)
    .replaceAll('"$ref":"#"', `"$ref":"#/components/schemas/${name}"`);
  return JSON.parse(moved) as JsonSchema;
}

function parametersIn(place: 'path' | 'query', route: Route) {
  const schema = place === 'path' ? route.params : route.query;
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const properties = Object.entries(json.properties ?? {});
  if (place === 'path' && route.environment === 'path') properties.unshift(['environment', { type: 'string' }]);
  return properties.map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (json.required ?? []).includes(name),
    schema: property as JsonSchema,
  }));
}

function bodyContent(route: Route, component: (name: string) => { $ref: string }) {
  if (route.body === 'raw') {
    const types = [
      'application/json',
      'application/cloudevents+json',
      'application/cloudevents-batch+json',
      'application/jsonl',
    ];
    return Object.fromEntries(types.map((type) => [type, { schema: {} }]));
  }
  return { 'application/json': { schema: component(route.body?.name ?? '') } };
}

function operationId(route: Route): string {
  const words = route.path.replaceAll(/[{}]/g, '').split(/[/-]/).filter(Boolean);
  return [route.method, ...words]
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
}

function tagOf(route: Route): string {
  const words = route.path.split('/').filter(Boolean);
  return (route.environment === 'path' ? words[2] : words[0]) ?? 'environment';
}

const REFERENCE_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Slipway API</title>
<link rel="stylesheet" href="/api/reference/swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="/api/reference/swagger-ui-bundle.js"></script>
<script src="/api/reference/start.js"></script>
</body>
</html>
`;

const START_SCRIPT = `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#reference', deepLinking: true, validatorUrl: null });
`;

/** The browsable reference: swagger-ui, from our own files, with no script or style in the page itself. */
export function serveReference(app: OpenAPIHono): void {
  const folder = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
  app.get('/api/reference', (context) => context.html(REFERENCE_PAGE));
  app.get('/api/reference/start.js', (context) =>
    context.body(START_SCRIPT, 200, { 'content-type': 'text/javascript' }),
  );
  for (const [file, type] of [
    ['swagger-ui.css', 'text/css'],
    ['swagger-ui-bundle.js', 'text/javascript'],
  ] as const) {
    app.get(`/api/reference/${file}`, async (context) =>
      context.body(await readFile(join(folder, file)), 200, { 'content-type': type, 'cache-control': 'max-age=3600' }),
    );
  }
}
