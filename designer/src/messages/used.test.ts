import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { en } from './en/index.ts';

const SOURCES = join(dirname(fileURLToPath(import.meta.url)), '..');
/** A text that could be a key. */
const TEXT = /(?<=['"])[a-z][\w-]*(?:\.[\w-]+)*(?=['"])/g;
/** A template of nothing but the signs of a key and of values. */
const TEMPLATE = /`((?:[\w.-]|\$\{[^{}`]*\})+)`/g;

/** Which of these keys nothing in the sources names. A plural is named without its ending. */
function unnamed(keys: readonly string[], sources: readonly string[]): readonly string[] {
  const texts = new Set(sources.flatMap((source) => source.match(TEXT) ?? []));
  const templates = new Set(sources.flatMap((source) => [...source.matchAll(TEMPLATE)].map(([, text = '']) => text)));
  const forms = [...templates]
    .filter((template) => /^(?:\$\{|[a-z][\w-]*\.)/.test(template))
    .map((template) => new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]*\}/g, '(.+)')}$`));
  const isMade = (form: RegExp, key: string) => {
    const [, first] = form.exec(key) ?? [];
    // What a template that begins with a value begins with must itself stand there like a key.
    return first !== undefined && (!form.source.startsWith('^(') || (first.includes('.') && texts.has(first)));
  };
  const isNamed = (key: string) => texts.has(key) || forms.some((form) => isMade(form, key));
  return keys.filter((key) => !isNamed(key) && !isNamed(key.replace(/\.(one|other)$/, '')));
}

test('a key that nothing names is found, one that a template makes is not', () => {
  const source =
    "const a = [t('a.b'), tn('a.count', 2), t(`state.${of}-detail`), t(`${ask}-why`), <T text=\"a.spoken\" />];";
  const named = ['a.b', 'a.count.one', 'a.count.other', 'state.left-detail', 'a.b-why', 'a.spoken'];
  const others = ['a.c', 'a.b.one.more', 'state.left', 'a.c-why', 'a-why'];
  expect(unnamed([...named, ...others], [source])).toEqual(others);
});

test('every text is said somewhere', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: SOURCES }).filter(
    (file) => !file.includes('.test.') && !/^messages\/(de|en)\//.test(file),
  );
  expect(files.length).toBeGreaterThan(300);
  expect(
    unnamed(
      Object.keys(en),
      files.map((file) => readFileSync(join(SOURCES, file), 'utf8')),
    ),
  ).toEqual([]);
});
