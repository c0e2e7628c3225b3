import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from '@swc/core';
import { expect, test } from 'vitest';
import { de } from './de/index.ts';
import { further } from './en/further.ts';
import { en } from './en/index.ts';
import { t, tn, tOr } from './t.ts';

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Attributes that people read or hear. */
const SPOKEN = new Set(['aria-label', 'title', 'label', 'placeholder', 'alt', 'description']);

interface SyntaxNode {
  readonly type?: string;
  readonly name?: { readonly value?: string };
  readonly value?: unknown;
  readonly callee?: { readonly value?: unknown };
}

/** Looks at every node of a source from above; `look` answers false for what is not to be entered. */
function walk(source: string, tsx: boolean, look: (node: SyntaxNode) => boolean): void {
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node) || look(node)) for (const child of Object.values(node)) visit(child);
  };
  visit(parseSync(source, { syntax: 'typescript', tsx }).body);
}

/** Every literal that would reach a reader without passing through the catalogue. */
function literals(source: string): readonly string[] {
  const found: string[] = [];
  walk(source, true, ({ type, name, value }) => {
    if (type === 'JSXText' && /\p{L}/u.test(String(value))) found.push(String(value).trim());
    if (type === 'JSXAttribute' && SPOKEN.has(name?.value ?? '')) {
      const literal = value as { readonly type?: string; readonly value?: string } | null;
      if (literal?.type === 'StringLiteral') found.push(literal.value ?? '');
    }
    return true;
  });
  return found;
}

test('a literal in a component is found', () => {
  expect(literals('const a = <p title="Hi">Words {1}</p>;')).toEqual(['Hi', 'Words']);
});

test('no component holds a text of its own', () => {
  const files = globSync('**/*.tsx', { cwd: SOURCES });
  expect(files.length).toBeGreaterThan(40);
  const offenders = files.flatMap((file) =>
    literals(readFileSync(join(SOURCES, file), 'utf8')).map((text) => `${file}: ${text}`),
  );
  expect(offenders).toEqual([]);
});

/** Every text that is asked for while a module begins, and not by a function that is called later. */
function asksEarly(source: string, tsx = false): readonly string[] {
  const found: string[] = [];
  walk(source, tsx, ({ type = '', callee }) => {
    if (BODIES.has(type)) return false;
    if (type === 'CallExpression' && SAYS.has(callee?.value)) found.push(String(callee?.value));
    return true;
  });
  return found;
}

const SAYS = new Set<unknown>(['t', 'tn', 'tOr']);
const BODIES = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'MethodProperty',
  'GetterProperty',
  'ClassMethod',
  'PrivateMethod',
  'Constructor',
]);

test('no module asks for a text as it begins: screens come beside their texts, and maybe before', () => {
  expect(asksEarly("const a = { title: t('home') }; const b = () => t('home');")).toEqual(['t']);
  const files = globSync('**/*.{ts,tsx}', { cwd: SOURCES, exclude: ['**/*.test.ts'] });
  const early = files.filter((file) => {
    const source = readFileSync(join(SOURCES, file), 'utf8');
    return source.includes('messages/t.ts') && asksEarly(source, file.endsWith('.tsx')).length > 0;
  });
  expect(early).toEqual([]);
});

test('every plural has both of its forms', () => {
  const keys = Object.keys(en);
  const bases = keys.filter((key) => key.endsWith('.one')).map((key) => key.slice(0, -4));
  expect(bases.filter((base) => !keys.includes(`${base}.other`))).toEqual([]);
});

test('every German text has a place for the same values, and no ending of its own', () => {
  // What is said of one thing may say so in words.
  const places = (key: string, text = '') =>
    [...text.matchAll(/\{(\w+)\}/g)]
      .map(([, name]) => name)
      .filter((name) => name !== 'count' || !key.endsWith('.one'));
  const apart = ([key, text]: [string, string]) =>
    places(key, text).sort().join() !== places(key, texts[key]).sort().join();
  const texts: Readonly<Record<string, string>> = de;
  expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort());
  expect(Object.entries<string>(en).filter(apart)).toEqual([]);
});

test('values are put in as text, and a name without a value stays visible', () => {
  expect(t('shipments.none-found', { search: '<b>$&' })).toBe('No id begins with <b>$&.');
  expect(t('version')).toBe('v{version}');
});

test('a count picks its form', () => {
  expect([tn('shipment.ids', 1), tn('shipment.ids', 1200)]).toEqual(['1 id', '1,200 ids, one subject']);
});

test('a key made at run time falls back to what was given, also for names that every object has', () => {
  expect([tOr('status.delivered', 'x'), tOr('status.lost', 'lost'), tOr('toString', 'none')]).toEqual([
    'Delivered',
    'lost',
    'none',
  ]);
});

/** What the page begins with, and the canvas of its first screen; what they load later waits for the further texts. */
const FIRST = [
  'shell/**/*.tsx',
  'features/home/*.tsx',
  'features/session/SessionWatch.tsx',
  'editor/*.{ts,tsx}',
  'ui/*.tsx',
];
const LATER = ['CommandList.tsx', 'KeyList.tsx', 'ExplanationTree.tsx', 'PlanActual.tsx'];

test('what the first screen says comes with it', () => {
  const files = globSync(FIRST, { cwd: SOURCES }).filter(
    (file) => !file.includes('.test.') && !LATER.some((name) => file.endsWith(name)),
  );
  const missing = files.flatMap((file) => {
    const text = readFileSync(join(SOURCES, file), 'utf8');
    const said = [...text.matchAll(/'([a-z][\w-]*(?:\.[\w-]+)+)'/g)].map(([, key]) => key ?? '');
    return said
      .filter((key) => Object.hasOwn(further, key) || Object.hasOwn(further, `${key}.other`))
      .map((key) => `${file}: ${key}`);
  });
  expect(files.length).toBeGreaterThan(40);
  expect(missing).toEqual([]);
});
