import type { Session } from '@slipway/shared/api';
import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { adminParts } from '../shell/admin-parts.ts';
import { forgetUser, may, sessionQuery } from './session.ts';

const session: Session = {
  mode: 'users',
  setup: false,
  user: { id: 'user_1', name: 'Ada', kind: 'user', mustChangePassword: false },
  permissions: {
    installation: ['workflow:edit', 'token:own'],
    environments: { dev: ['workflow:edit', 'environment:admin'], prod: ['workflow:read'] },
  },
};

test('what is permitted in one environment is not permitted in another, nor in one that is not there', () => {
  expect(may(session, 'environment:admin', 'dev')).toBe(true);
  expect(may(session, 'environment:admin', 'prod')).toBe(false);
  expect(may(session, 'environment:admin', 'toString')).toBe(false);
  expect(may(session, 'environment:admin', null)).toBe(false);
  expect(may(undefined, 'workflow:edit', null)).toBe(false);
});

test('a session that is over leaves the page as it is, but for who is signed in', () => {
  const client = new QueryClient();
  const { queryKey } = sessionQuery();
  forgetUser(client);
  expect(client.getQueryData(queryKey)).toBeUndefined();
  client.setQueryData(queryKey, session);
  forgetUser(client);
  expect(client.getQueryData(queryKey)).toEqual({ ...session, user: null });
});

test('whoever administers one environment finds where environments are administered, and nothing else', () => {
  expect(adminParts(session)).toEqual(['tokens', 'environments']);
  expect(adminParts(undefined)).toEqual([]);
});
