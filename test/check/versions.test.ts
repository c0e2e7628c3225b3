import { expect, test } from 'vitest';
import { lockProblems } from './versions.ts';

const sound = { version: '8.12.4', integrity: 'sha512-x' };
const problemsOf = (name: string, entry: object) =>
  lockProblems({ packages: { '': {}, [`node_modules/${name}`]: entry } }, { node: true });

test('a sound lock file has no problem', () => {
  expect(problemsOf('undici', sound)).toEqual([]);
  expect(problemsOf('node', { ...sound, hasInstallScript: true })).toEqual([]);
});

test('a package below its safe version is named, also one that another package brought along', () => {
  expect(problemsOf('undici', { ...sound, version: '7.18.1' })).toHaveLength(1);
  expect(problemsOf('x/node_modules/undici', { ...sound, version: '7.18.2-rc.1' })).toHaveLength(1);
  expect(problemsOf('undici', { ...sound, version: '7.18.2' })).toEqual([]);
});

test('a package without a hash, from elsewhere or with an undecided install script is named', () => {
  expect(problemsOf('undici', { version: '8.12.4' })).toHaveLength(1);
  expect(problemsOf('undici', { ...sound, resolved: 'git+ssh://git@example.com/undici' })).toHaveLength(1);
  expect(problemsOf('undici', { ...sound, hasInstallScript: true })).toHaveLength(1);
});
