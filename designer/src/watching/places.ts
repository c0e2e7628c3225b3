import type { Cell, Matrix } from '@slipway/shared/api';

/** What one environment runs of a workflow. */
export interface Place {
  readonly environment: string;
  readonly version: number;
  readonly since: string | null;
  readonly state: Cell['state'];
  /** What runs there never ran in the environment before it. */
  readonly drift: boolean;
}

/** Where a workflow runs, in the order of promotion. */
export function placesOf(matrix: Matrix, workflow: string): readonly Place[] {
  const row = matrix.workflows.find((each) => each.workflow === workflow);
  return matrix.environments.flatMap(({ id }) => {
    const cell = row?.cells.find((each) => each.environment === id);
    if (!cell || cell.version === null) return [];
    const { version, since, state } = cell;
    return [{ environment: id, version, since, state, drift: state === 'changed-here' }];
  });
}
