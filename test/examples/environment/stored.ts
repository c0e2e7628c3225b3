import type { WorldLedger } from '@slipway/shared/examples/play/index.ts';
import { canonicalJson } from '@slipway/shared/json';
import type { Surroundings } from './surroundings.ts';

/** In how far the rows of runs, cases and actions are not what the recorded decisions say of them. */
export async function storedDifferences(
  { database }: Surroundings,
  environment: string,
  told: WorldLedger,
): Promise<readonly string[]> {
  const stored = async (columns: string, table: string) => {
    const text = `SELECT id, ${columns} AS value FROM ${table} WHERE environment = $1`;
    const { rows } = await database.pool.query<{ id: string; value: string }>(text, [environment]);
    return new Map(rows.map(({ id, value }) => [id, value]));
  };
  const runs = new Map(
    [...told.runs].map(([id, { status, outcome, endedMs }]) => [id, line(status, outcome, endedMs)]),
  );
  const exceptions = new Map([...told.exceptions].map(([id, exception]) => [id, canonicalJson(exception)]));
  const actions = new Map(
    [...told.actions].map(([id, { state }]) => [id, state === 'withdrawn' ? state : 'requested']),
  );
  return [
    ...between(
      'run',
      runs,
      await stored("concat_ws(' ', status, coalesce(outcome, '-'), coalesce(ended_at_ms, -1))", 'runs'),
    ),
    ...between('exception', exceptions, await stored('record', 'exceptions')),
    ...between('action', actions, await stored('state', 'actions')),
  ].map((difference) => `${environment}: ${difference}`);
}

function line(status: string, outcome: string | undefined, endedMs: number | undefined): string {
  return `${status} ${outcome ?? '-'} ${endedMs ?? -1}`;
}

function between(what: string, told: ReadonlyMap<string, string>, stored: ReadonlyMap<string, string>): string[] {
  const ids = new Set([...told.keys(), ...stored.keys()]);
  return [...ids].flatMap((id) =>
    told.get(id) === stored.get(id)
      ? []
      : [`the row of ${what} ${id} is ${stored.get(id) ?? 'missing'}, decided was ${told.get(id) ?? 'nothing'}`],
  );
}
