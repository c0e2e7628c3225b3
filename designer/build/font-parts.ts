import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';
import type { Plugin } from 'vite';

/** Here the style sheet finds them. */
const PARTS = fileURLToPath(new URL('../node_modules/.cache/fonts/', import.meta.url));
const SHEET = fileURLToPath(new URL('../src/ui/fonts.css', import.meta.url));
/** From which file the parts of a font are cut, by what their names begin with; nothing on a screen is lighter or bolder. */
const WHOLE = { inter: 'inter-ui/variable/InterVariable.woff2' } as const;
const WEIGHTS = { wght: { min: 400, max: 700 } };

/**
 * Cuts the fonts into the parts that `ui/fonts.css` names, each with the characters of its `unicode-range`: a browser
 * fetches only those parts of whose characters it shows one.
 */
export function fontParts(): Plugin {
  return {
    name: 'font-parts',
    async buildStart() {
      if (process.env.VITEST) return;
      mkdirSync(PARTS, { recursive: true });
      await Promise.all(partsIn(readFileSync(SHEET, 'utf8')).map(cut));
    },
  };
}

interface Part {
  readonly name: string;
  readonly font: keyof typeof WHOLE;
  readonly ranges: string;
}

function partsIn(sheet: string): readonly Part[] {
  return [...sheet.matchAll(/fonts\/((\w+)-[\w-]+)\.woff2"\)[^}]*unicode-range:\s*([^;]+);/g)].flatMap(
    ([, name = '', font, ranges = '']) => (font === 'inter' ? [{ name, font, ranges }] : []),
  );
}

/** Cuts one, unless the same was cut before. */
async function cut({ name, font, ranges }: Part): Promise<void> {
  const whole = readFileSync(createRequire(import.meta.url).resolve(WHOLE[font]));
  const key = createHash('sha256').update(whole).update(ranges).update(JSON.stringify(WEIGHTS)).digest('hex');
  const [file, known] = [join(PARTS, `${name}.woff2`), join(PARTS, `${name}.key`)];
  if (existsSync(file) && existsSync(known) && readFileSync(known, 'utf8') === key) return;
  const options = { targetFormat: 'woff2', variationAxes: WEIGHTS } as const;
  writeFileSync(file, await subsetFont(whole, charactersOf(ranges), options));
  writeFileSync(known, key);
}

function charactersOf(ranges: string): string {
  const characters: string[] = [];
  for (const [, first = '', last = first] of ranges.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/g))
    for (let code = Number.parseInt(first, 16); code <= Number.parseInt(last, 16); code += 1)
      if (code < 0xd800 || code > 0xdfff) characters.push(String.fromCodePoint(code));
  return characters.join('');
}
