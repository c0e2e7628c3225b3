import { expect, test } from 'vitest';
import { releaseBlock } from './release-block.ts';

const asked = (state: 'done' | 'running' | 'failed', version: number | null, hash = 'h', mayPlan = true) => ({
  item: { state, after: { version, draft: version === null, hash } },
  environment: 'prod',
  meta: {
    environments: [
      { environment: 'prod', version: 1, hash: 'live', paused: false, since: '', fired: 0, openRuns: 0 },
      { environment: 'dev', version: 2, hash: 'h', paused: false, since: '', fired: 0, openRuns: 0 },
    ],
  },
  mayPlan,
});

test('a version that was played to the end can be released', () => {
  expect(releaseBlock(asked('done', 2))).toBeUndefined();
});

test('what stands in the way is named', () => {
  expect(releaseBlock(asked('running', 2))).toBe('unfinished');
  expect(releaseBlock(asked('failed', 2))).toBe('failed');
  expect(releaseBlock(asked('done', null))).toBe('draft');
  expect(releaseBlock(asked('done', 1, 'live'))).toBe('live');
  expect(releaseBlock(asked('done', 2, 'h', false))).toBe('may');
});
