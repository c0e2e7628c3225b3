import { expect, test } from 'vitest';
import { changesBetween, shownValue } from './audit-changes.ts';

test('only what differs is shown, each at its own place', () => {
  const before = { title: 'Prod', policy: { approvals: 1, authorMayApprove: false }, order: 2 };
  const after = { title: 'Prod', policy: { approvals: 2, authorMayApprove: false }, order: 2 };
  expect(changesBetween(before, after)).toEqual([{ path: 'policy.approvals', before: 1, after: 2 }]);
});

test('what was made has no before, and what was taken away no after', () => {
  expect(changesBetween(null, { host: '10.0.0.7', port: 443 })).toEqual([
    { path: 'host', before: undefined, after: '10.0.0.7' },
    { path: 'port', before: undefined, after: 443 },
  ]);
  expect(changesBetween({ name: 'x' }, null)).toEqual([{ path: 'name', before: 'x', after: undefined }]);
});

test('lists are compared as a whole, and a value that became an object too', () => {
  expect(changesBetween({ roles: ['a'] }, { roles: ['a', 'b'] })).toEqual([
    { path: 'roles', before: ['a'], after: ['a', 'b'] },
  ]);
  expect(changesBetween({ a: 1 }, { a: { b: 1 } })).toEqual([{ path: 'a', before: 1, after: { b: 1 } }]);
});

test('nothing that changed is nothing to show', () => {
  expect(changesBetween(null, null)).toEqual([]);
  expect(shownValue(undefined)).toBe('');
  expect(shownValue(['a'])).toBe('["a"]');
});
