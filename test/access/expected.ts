/*
 * What each role may do, written down a second time and by hand: the check compares the product with this, never with
 * itself.
 */

const reading = [
  'environment:read',
  'workflow:read',
  'exception:read',
  'subject:read',
  'action:read',
  'dead-letter:read',
  'connection:read',
  'variable:read',
  'reference:read',
];

/** Role → permissions in the role's environment. */
export const MAY: Readonly<Record<string, readonly string[]>> = {
  viewer: reading,
  dispatcher: [...reading, 'event:tap', 'exception:resolve', 'action:retry', 'replay:control'],
  analyst: [
    ...reading,
    'workflow:edit',
    'workflow:release',
    'event:test',
    'event:tap',
    'environment:plan',
    'environment:promote',
    'replay:control',
    'token:own',
  ],
  integrator: [
    ...reading,
    'connection:write',
    'secret:write',
    'variable:write',
    'reference:write',
    'event:ingest',
    'event:test',
    'event:tap',
    'action:retry',
    'dead-letter:retry',
    'environment:hold',
    'replay:control',
    'token:own',
  ],
  approver: [...reading, 'environment:plan', 'environment:approve', 'audit:read'],
  admin: [
    ...reading,
    'environment:plan',
    'environment:approve',
    'environment:promote',
    'environment:hold',
    'environment:admin',
    'event:ingest',
    'event:test',
    'event:tap',
    'workflow:edit',
    'workflow:release',
    'exception:resolve',
    'action:retry',
    'dead-letter:retry',
    'replay:control',
    'connection:write',
    'secret:write',
    'variable:write',
    'reference:write',
    'user:read',
    'user:admin',
    'token:own',
    'token:admin',
    'audit:read',
  ],
};

/** What everybody may who has signed in; a token only the latter. */
export const EVERYBODY = ['account:own', 'status:read'];
export const EVERY_TOKEN = ['status:read'];

/** What no token may, whatever it was made for. */
export const NO_TOKEN = ['account:own', 'token:own', 'token:admin'];

/** What outside of any environment only a role for the whole installation gives. */
export const INSTALLATION = ['environment:admin', 'user:read', 'user:admin', 'token:admin'];

/** Where nobody needs to be known. */
export const OPEN = ['get /session', 'post /session', 'post /setup'];

/** What an answer is served under beside the API, and changes nothing: health, descriptions, the designer. */
export const BESIDE = [
  '/livez',
  '/readyz',
  '/metrics',
  '/schemas/workflow/v1.json',
  '/api/v1/openapi.json',
  '/api/reference',
];
