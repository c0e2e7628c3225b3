import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (file: string) => readFileSync(join(SOURCES, file), 'utf8');

it('whether somebody wants it still is asked in one place', () => {
  const asking = globSync('**/*.{ts,tsx}', { cwd: SOURCES })
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) => /matchMedia\([^)]*reduced-motion/.test(read(file)));
  expect(asking).toEqual([join('ui', 'motion.ts')]);
});

it('what a program moves on a canvas takes its time from there', () => {
  const fixed = globSync('editor/**/*.{ts,tsx}', { cwd: SOURCES }).filter((file) => /duration: \d/.test(read(file)));
  expect(fixed).toEqual([]);
});

it('style sheets stand still as a whole: neither length nor delay nor repeat is left', () => {
  const [, still = ''] = read('ui/base.css').split('prefers-reduced-motion: reduce');
  for (const property of ['animation-duration', 'animation-delay', 'transition-duration', 'transition-delay'])
    expect(still).toContain(`${property}: 0s !important`);
  expect(still).toContain('animation-iteration-count: 1 !important');
  expect(still).toContain('scroll-behavior: auto !important');
});
