/*
 * The arrows of ARCHITECTURE.md, held by machine:
 *
 *   shared <- connectors <- runtime      designer -> shared      test -> anything      nothing -> test
 *
 * Each vendor library is known behind one door, so that replacing it touches one folder.
 */

const test = '[.]test[.]tsx?$|/(testing|conformance)([./]|$)';

/** A library, the files that may import it, and nothing else may (tests included only where they are named). */
const doors = [
  ['@marcbachmann/cel-js', '^shared/src/expression/parser[.]ts$'],
  ['re2js', '^shared/src/(expression|condition)/'],
  ['temporal-polyfill', '^shared/src/time/'],
  ['croner', '^shared/src/time/'],
  ['(read|write)-excel-file', '^shared/src/spreadsheet/'],
  ['undici', '^connectors/src/sdk/transport/'],
  ['nodemailer', '^connectors/src/sdk/transport/'],
  ['ipaddr[.]js', '^connectors/src/sdk/transport/'],
  ['csv-parse', '^(connectors/src/file|shared/src/csv)/'],
  ['@electric-sql/pglite', '^runtime/src/database/'],
  ['pg', '^runtime/src/database/'],
  ['kysely', '^runtime/src/(database|stores|event-log)/'],
  ['bullmq', '^runtime/src/(action-queue|database)/'],
  ['ioredis', '^runtime/src/action-queue/'],
  ['kafkajs|snappy|lz4-napi', '^runtime/src/kafka/'],
  ['@hono/[^/]+|hono', '^runtime/src/api/'],
  ['swagger-ui-dist', '^runtime/src/api/'],
  ['pino', '^runtime/src/telemetry/'],
  ['prom-client', '^runtime/src/telemetry/'],
  ['commander', '^runtime/src/cli/'],
  ['@xyflow/react', '^designer/src/editor/'],
  ['monaco-editor', '^designer/src/code-editor/'],
].map(([library, door]) => ({
  name: `one-door-${library.replace(/[^a-z0-9]+/g, '-')}`,
  severity: 'error',
  comment: `Only ${door} may know this library.`,
  from: { path: '^(shared|connectors|runtime|designer)/src/', pathNot: [door, test] },
  to: { path: `(^|/)node_modules/(${library})(/|$)` },
}));

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other when they run are one file, or miss a third. Types may go both ways.',
      // The engine is recursive by nature: a step moves tokens, and a moved token enters steps.
      from: { pathNot: [test, '^shared/src/engine/'] },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import leads to something that exists.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^\\./?.*[?](worker|url|raw)$' },
    },
    {
      name: 'declared',
      severity: 'error',
      comment: 'A workspace imports only the packages that its own package.json names.',
      from: { pathNot: '[.]config[.](ts|js)$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: '^(node_modules/)?(vitest|@types)(/|$)' },
    },
    {
      name: 'production-uses-no-dev-dependency',
      severity: 'error',
      comment: 'What runs at a customer needs no devDependency.',
      from: { path: '^(shared|connectors|runtime)/src/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)node_modules/@types/' },
    },
    {
      name: 'shared-imports-no-workspace',
      severity: 'error',
      comment: 'shared/ is the language: it changes least and knows nobody.',
      from: { path: '^shared/' },
      to: { path: '^(connectors|runtime|designer|test)/|^node_modules/@slipway/' },
    },
    {
      name: 'shared-is-pure',
      severity: 'error',
      comment: 'shared/ does no input or output and runs in the browser too: no Node built-ins.',
      from: { path: '^shared/src/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-allow-list',
      severity: 'error',
      comment: 'shared/ imports pure packages only, each allowed by name.',
      from: { path: '^shared/src/', pathNot: test },
      to: {
        path: '(^|/)node_modules/',
        pathNot:
          '(^|/)node_modules/(zod|@marcbachmann/cel-js|re2js|temporal-polyfill|croner|@noble/hashes|csv-parse|(read|write)-excel-file)/',
      },
    },
    {
      name: 'connectors-import-shared-only',
      severity: 'error',
      from: { path: '^connectors/' },
      to: { path: '^(runtime|designer|test)/' },
    },
    {
      name: 'connectors-open-no-socket',
      severity: 'error',
      comment: 'A connector is given its transports; only they open sockets, behind the egress guard.',
      from: { path: '^connectors/src/', pathNot: ['^connectors/src/sdk/transport/', test] },
      to: { path: '^(node:)?(net|tls|http|https|http2|dgram|dns)(/|$)', dependencyTypes: ['core'] },
    },
    {
      name: 'runtime-imports-connectors-and-shared',
      severity: 'error',
      from: { path: '^runtime/' },
      to: { path: '^(designer|test)/' },
    },
    {
      name: 'designer-imports-shared-only',
      severity: 'error',
      comment: 'The designer reaches the runtime over HTTP.',
      from: { path: '^designer/' },
      to: { path: '^(connectors|runtime|test)/' },
    },
    {
      name: 'designer-runs-in-a-browser',
      severity: 'error',
      from: { path: '^designer/src/', pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'designer-features-are-islands',
      severity: 'error',
      comment: 'Only app.tsx composes screens.',
      from: { path: '^designer/src/features/([^/]+)/' },
      to: { path: '^designer/src/features/', pathNot: '^designer/src/features/$1/' },
    },
    {
      name: 'nobody-imports-test',
      severity: 'error',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
    {
      name: 'only-main-names-adapters',
      severity: 'error',
      comment: 'The composition root chooses adapters; everybody else knows the port.',
      from: {
        path: '^runtime/src/',
        pathNot: ['^runtime/src/(main|composition)[./]', '^runtime/src/(event-log|action-queue|database)/', test],
      },
      to: { path: '^runtime/src/(event-log|action-queue|database)/(embedded|bullmq|kafka|postgres|redis)' },
    },
    {
      name: 'adapters-do-not-know-each-other',
      severity: 'error',
      from: { path: '^runtime/src/(event-log|action-queue)/', pathNot: test },
      to: { path: '^runtime/src/(pipeline|stores|api|live|cli)/' },
    },
    {
      name: 'no-text-becomes-code',
      severity: 'error',
      comment: 'The runtime runs under --disallow-code-generation-from-strings, and nothing evades it.',
      from: { path: '^(shared|connectors|runtime)/' },
      to: { path: '^(node:)?(vm|repl|inspector)(/|$)', dependencyTypes: ['core'] },
    },
    {
      name: 'no-dynamic-import',
      severity: 'error',
      from: { path: '^(shared|connectors|runtime)/', pathNot: test },
      to: { dynamic: true },
    },
    ...doors,
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^[a-z]+/(dist|coverage|[.]slipway)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
      mainFields: ['module', 'main', 'types'],
    },
    combinedDependencies: true,
    skipAnalysisNotInRules: true,
  },
};
