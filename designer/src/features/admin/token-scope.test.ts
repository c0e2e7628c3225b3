import type { Session } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { grantable, readingOnly } from './token-scope.ts';

const session: Session = {
  mode: 'users',
  setup: false,
  user: { id: 'user_1', name: 'Ada', kind: 'user', mustChangePassword: false },
  permissions: {
    installation: ['status:read', 'account:own', 'token:own', 'workflow:read', 'workflow:edit'],
    environments: {
      dev: ['account:own', 'workflow:read', 'workflow:edit', 'event:ingest'],
      prod: ['account:own', 'workflow:read', 'token:own'],
    },
  },
};

test('a token can do no more than its maker in each environment that it is for', () => {
  expect(grantable(session, ['dev'])).toEqual(['workflow:read', 'workflow:edit', 'event:ingest']);
  expect(grantable(session, ['dev', 'prod'])).toEqual(['workflow:read']);
  expect(grantable(session, ['elsewhere'])).toEqual([]);
});

test('a token for everything can do what its maker may everywhere, but not what belongs to a person', () => {
  expect(grantable(session, null)).toEqual(['workflow:read', 'workflow:edit']);
  expect(grantable(undefined, null)).toEqual([]);
});

test('what only looks is picked out', () => {
  expect(readingOnly(['workflow:read', 'workflow:edit', 'event:ingest'])).toEqual(['workflow:read']);
});
