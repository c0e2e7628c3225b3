import { join } from 'node:path';
import { startRuntime } from '../support/runtime-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Whether the runtime refuses to start with a sabotage when it is not told that it is under test. */
export async function isRefusedOutsideTests(sabotage: string): Promise<boolean> {
  const temporary = await temporaryDirectory();
  const env = { SLIPWAY_SABOTAGE: sabotage, SLIPWAY_TEST: '' };
  const runtime = startRuntime({ directory: join(temporary.path, 'data'), env });
  const started = await runtime.url.then(
    () => true,
    () => false,
  );
  await runtime.kill();
  await temporary.remove();
  return !started;
}
