import { expect, test } from 'vitest';
import { Progress } from './progress.ts';

test('an environment is quiet only when all is decided, nothing is owed and nothing waits to be appended', async () => {
  const progress = new Progress();
  const { signal } = new AbortController();
  let quiet = false;
  progress.appending('e');
  void progress.quiet('e', signal).then(() => {
    quiet = true;
  });
  const look = async () => {
    await new Promise((resolve) => setTimeout(resolve, 0));
    return quiet;
  };
  progress.owe('e', ['action']);
  progress.outbox('e', 1);
  progress.appended('e', [{ partition: 1, offset: 4 }]);
  expect(await look()).toBe(false);
  progress.decided('e', 1, 5, undefined);
  expect(await look()).toBe(false);
  progress.settle('e', ['action']);
  expect(await look()).toBe(false);
  progress.outbox('e', -1);
  expect(await look()).toBe(true);
});

test('waiting for quiet ends when it is called off', async () => {
  const progress = new Progress();
  progress.outbox('e', 1);
  const stopping = new AbortController();
  const waiting = progress.quiet('e', stopping.signal);
  stopping.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
});
