import { expect, it } from 'vitest';
import { expectedOutcome, holds } from './cells.ts';

const route = {
  method: 'post',
  path: '/environments/{environment}/actions/{action}/retry',
  permission: 'action:retry',
};
const users = { method: 'get', path: '/users', permission: 'user:read' };
const dispatcher = { name: 'd', kind: 'user', role: 'dispatcher', environment: 'dev' } as const;

it('lets a role do in its environment what it may, and sees no other', () => {
  expect(expectedOutcome(route, dispatcher, 'dev')).toBe('served');
  expect(expectedOutcome(route, { ...dispatcher, role: 'viewer' }, 'dev')).toBe(403);
  expect(expectedOutcome(route, dispatcher, 'prod')).toBe(404);
  expect(expectedOutcome(route, { name: 'n', kind: 'nobody' }, 'dev')).toBe(401);
});

it('gives what belongs to the installation to its administrators only', () => {
  const admin = { ...dispatcher, role: 'admin' };
  expect(expectedOutcome(users, admin, null)).toBe(403);
  expect(expectedOutcome(users, { ...admin, environment: null }, null)).toBe('served');
});

it('takes a failure of ours and a refusal too many for wrong', () => {
  expect([holds('served', 500), holds('served', 403), holds(404, 403), holds(403, 200)]).toEqual(Array(4).fill(false));
  expect([holds('served', 404), holds('served', 422), holds(401, 401)]).toEqual([true, true, true]);
});
