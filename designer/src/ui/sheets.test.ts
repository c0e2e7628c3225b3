import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (pattern: string) =>
  globSync(pattern, { cwd: SOURCES })
    .filter((file) => !file.includes('.test.'))
    .map((file) => ({ name: basename(file), text: readFileSync(join(SOURCES, file), 'utf8') }));

/** The libraries bring their own. */
const FOREIGN = /^(?:--mantine-|--xy-|mantine-|react-flow)/;

/** The properties of ours that something asks for and nothing sets, so that the browser leaves the rule out. */
function unset(sources: readonly string[]): readonly string[] {
  const all = sources.join('\n');
  const asked = [...all.matchAll(/var\((--[\w-]+)\)/g)].map(([, name = '']) => name);
  return [...new Set(asked)].filter((name) => !FOREIGN.test(name) && !new RegExp(`${name}['"]?\\s*:`).test(all));
}

/** The classes of a module that none of the sources which know it names. */
function unnamed(sheet: string, sources: readonly string[]): readonly string[] {
  const selectors = sheet
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/:global\([^()]*\)/g, '')
    .replaceAll(/\{[^{}]*\}/g, '{}');
  const classes = [...selectors.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = '']) => name);
  const all = sources.join('\n');
  return [...new Set(classes)].filter(
    (name) => !FOREIGN.test(name) && !new RegExp(`[.'"\`]${name}(?![\\w-])`).test(all),
  );
}

test('a property that nothing sets is found, and a class that nothing names', () => {
  expect(unset([':root { --a: 1px; }', '.x { width: var(--a); color: var(--b); }'])).toEqual(['--b']);
  expect(unset(["const look = { '--b': 1 };", '.x { color: var(--b); }'])).toEqual([]);
  const sheet = '.a > .b:hover, .c { color: red; } /* .d */ :global(.e) .f { top: 0.5px; }';
  expect(unnamed(sheet, ['classes.a', "classes['b']", 'classes.cc'])).toEqual(['c', 'f']);
});

test('every property that a sheet asks for is set', () => {
  const sources = [...read('**/*.css'), ...read('**/*.{ts,tsx}')].map(({ text }) => text);
  expect(unset(sources)).toEqual([]);
});

test('every class of a sheet is worn by something', () => {
  const sources = read('**/*.{ts,tsx}');
  const sheets = read('**/*.module.css');
  expect(sheets.length).toBeGreaterThan(40);
  const idle = sheets.flatMap(({ name, text }) => {
    const knowing = [...sources, ...sheets].filter((one) => one.text.includes(`/${name}'`)).map((one) => one.text);
    return unnamed(text, knowing).map((each) => `${name}: .${each}`);
  });
  expect(idle).toEqual([]);
});
