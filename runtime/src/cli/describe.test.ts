import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXIT } from './output.ts';
import { runCommandLine } from './program.ts';

const file = fileURLToPath(import.meta.resolve('@slipway/shared/examples/pickup-overdue.json'));
const never = () => Promise.reject(new Error('nothing is opened'));
const run = (...args: string[]) =>
  runCommandLine(args, { version: '0', variables: {}, openStorage: never, describeServices: () => never() as never });

let out = '';
beforeEach(() => {
  out = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
});
afterEach(() => vi.restoreAllMocks());

test('a workflow file is told in English, or in German where that is asked for', async () => {
  expect(await run('describe', file)).toBe(EXIT.ok);
  expect(out).toContain('What starts it\n  1 Not picked up: Picked up: due planned pickup at, 2 h grace.');
  expect(await run('describe', file, '--language', 'de')).toBe(EXIT.ok);
  expect(out).toContain('Frist für „Abgeholt“ ist die Planabholung, mit 2 Stunden Nachfrist.');
});

test('as JSON each paragraph names its part and its step', async () => {
  await run('describe', file, '--json');
  expect(JSON.parse(out).files[0].paragraphs).toContainEqual(
    expect.objectContaining({ part: 'ends', node: expect.any(String), text: expect.stringContaining('Ends as') }),
  );
});

test('a language that there is not is refused', async () => {
  expect(await run('describe', file, '--language', 'fr')).toBe(EXIT.misused);
});
