/*
 * `npm run verify:promotion`: versions on their way from dev to prod, in real runtimes. Several people share one of them and
 * plan, approve and apply; another is raced and carried over to by files; a third is killed at every step of a release.
 * Ends with one line of JSON: every check, and whether it held.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { checkOptions, conclude, say } from '../support/report.ts';
import { startRuntime } from '../support/runtime-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { carryOver } from './bundles.ts';
import { Installation } from './installation.ts';
import { killAtEveryStep } from './kills.ts';
import { type Name, signInPeople } from './people.ts';
import { raceToApply } from './race.ts';
import { sharedChecks } from './shared-installation.ts';

const options = checkOptions({ applies: '1000', only: '' });
/** On a busy machine a start takes its time. */
const readyMs = 400_000;
const checks: Record<string, boolean> = {};
const began = performance.now();
const temporary = await temporaryDirectory();
const tms = createServer((_, response) => response.end('{"accepted":true}')).listen(0, '127.0.0.1');

await Promise.all([
  branch(['unboundSlot', ...Object.keys(sharedChecks)], shareOne),
  branch(['exportImportEqual', 'concurrentApplies'], raceAndCarry),
  branch(['killDuringApply'], kill),
]);
tms.close();
await temporary.remove();
const seconds = Math.round((performance.now() - began) / 1_000);
const held = Object.values(checks).every(Boolean) && Object.keys(checks).length > 0;
conclude({ checks, seconds }, held);

/** Checks that go on with one another. That they could not even begin is no success. */
async function branch(names: readonly string[], work: () => Promise<void>): Promise<void> {
  if (!names.some((name) => name.includes(options.only))) return;
  try {
    await work();
  } catch (error) {
    for (const name of names) checks[name] ??= false;
    say(`${names.join(', ')}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

async function check(name: string, work: () => Promise<unknown>): Promise<void> {
  if (options.only && !name.includes(options.only)) return;
  const start = performance.now();
  try {
    await work();
    checks[name] = true;
  } catch (error) {
    checks[name] = false;
    say(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
  }
  say(`${checks[name] ? 'held' : 'FAILED'}: ${name} (${Math.round(performance.now() - start)} ms)`);
}

/** One installation where people sign in. */
async function shareOne(): Promise<void> {
  const directory = join(temporary.path, 'shared');
  const cookies = await signInPeople(directory);
  const runtime = startRuntime({ directory, env: { SLIPWAY_ACCESS: 'users' }, readyMs });
  const everybody = new Installation(await runtime.url);
  const people = Object.fromEntries(
    Object.entries(cookies).map(([name, cookie]) => [name, everybody.as(cookie)]),
  ) as Record<Name, Installation>;
  const { port: tmsPort } = tms.address() as AddressInfo;
  const shared = { people, tmsPort, deadPort: await closedPort() };
  const { needs, ...others } = sharedChecks;
  // One plan tells of all three; they are three promises.
  for (const name of ['unboundSlot', 'missingVariable', 'failingConnectionTest']) {
    if (name === 'unboundSlot') await check(name, async () => needs?.(shared));
    else if (checks.unboundSlot !== undefined) checks[name] = checks.unboundSlot;
  }
  for (const [name, work] of Object.entries(others)) await check(name, () => work(shared));
  await runtime.stop();
}

/** Two installations of one owner each. */
async function raceAndCarry(): Promise<void> {
  const [one, other] = [join(temporary.path, 'one'), join(temporary.path, 'other')];
  const runtimes = [startRuntime({ directory: one, readyMs }), startRuntime({ directory: other, readyMs })];
  const [first, second] = await Promise.all(runtimes.map(async ({ url }) => new Installation(await url)));
  if (!first || !second) throw new Error('there are two installations');
  for (const installation of [first, second]) await installation.readyForChaser('dev');
  const reached = [
    { directory: one, installation: first },
    { directory: other, installation: second },
  ] as const;
  await check('exportImportEqual', () => carryOver(reached[0], reached[1], temporary.path));
  await check('concurrentApplies', () => raceToApply(first, Number(options.applies)));
  for (const runtime of runtimes) await runtime.stop();
}

/** One that is killed again and again. */
async function kill(): Promise<void> {
  await check('killDuringApply', () => killAtEveryStep(join(temporary.path, 'killed'), readyMs));
}

/** A port at which nothing answers. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
