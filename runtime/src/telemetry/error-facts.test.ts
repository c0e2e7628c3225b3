import { Failure } from '@slipway/shared/failure';
import { expect, test } from 'vitest';
import { openTemporaryDatabase } from '../database/temporary.ts';
import { factsOf } from './error-facts.ts';

test('an error of the database says what and where, and no value that was in the statement', async () => {
  const database = await openTemporaryDatabase();
  const failing = async (text: string, values: readonly unknown[]) =>
    factsOf(
      await database.pool.query(text, values).then(
        () => expect.unreachable(),
        (error: unknown) => error,
      ),
    );
  try {
    const unreadable = await failing('INSERT INTO grants (environment, host, port) VALUES ($1, $2, $3)', [
      'canary-a',
      'canary-b',
      'canary-c',
    ]);
    const missing = await failing('INSERT INTO grants (environment, host) VALUES ($1, $2)', ['canary-a', 'canary-b']);
    expect([unreadable.code, missing.code]).toEqual(['22P02', '23502']);
    expect(missing.message).toContain('"port"');
    expect(JSON.stringify([unreadable, missing])).not.toContain('canary');
  } finally {
    await database.close();
  }
}, 30_000);

test('causes are told, as far as they go', () => {
  const failure = new Failure('unavailable', 'the queue', { cause: new TypeError('inner', { cause: 'text' }) });
  expect(factsOf(failure)).toMatchObject({ code: 'unavailable', cause: { type: 'TypeError', message: 'inner' } });
  expect(factsOf('canary')).toEqual({ type: 'string', message: 'a string was thrown' });
});
