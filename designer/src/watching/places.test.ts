import type { Cell, Matrix } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { placesOf } from './places.ts';

const cell = (environment: string, state: Cell['state'], version: number | null): Cell => ({
  environment,
  state,
  version,
  hash: null,
  paused: false,
  distance: 0,
  since: null,
  plan: null,
});
const matrix = {
  environments: [{ id: 'dev' }, { id: 'staging' }, { id: 'prod' }],
  workflows: [
    {
      workflow: 'slip',
      cells: [cell('prod', 'changed-here', 2), cell('dev', 'in-sync', 4), cell('staging', 'not-present', null)],
    },
  ],
} as unknown as Matrix;

test('environments that run a workflow stand in the order of promotion, with what was changed there', () => {
  expect(placesOf(matrix, 'slip').map(({ environment, version, drift }) => [environment, version, drift])).toEqual([
    ['dev', 4, false],
    ['prod', 2, true],
  ]);
});

test('a workflow that runs nowhere has no places', () => {
  expect(placesOf(matrix, 'other')).toEqual([]);
});
