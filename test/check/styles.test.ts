import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/runtime-process.ts';

const designer = join(repository, 'designer', 'src');
const sheetOf = (name: string) => join(repository, 'node_modules/@mantine/core/styles', `${name}.layer.css`);

test('every component of the library that the designer draws has its style sheet', () => {
  // Those of the first screen, and those that come with what draws menus, messages and further screens.
  const ui = join(designer, 'ui');
  const sheets = globSync('mantine*.css', { cwd: ui }).map((sheet) => readFileSync(join(ui, sheet), 'utf8'));
  const drawn = globSync('**/*.tsx', { cwd: designer }).flatMap((file) => {
    const text = readFileSync(join(designer, file), 'utf8');
    const imports = text.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g);
    return [...imports].flatMap(([, names = '']) => names.split(',').map((name) => name.trim()));
  });
  const wanted = [...new Set(drawn)].filter((name) => name !== '' && existsSync(sheetOf(name)));
  expect(wanted.length).toBeGreaterThan(10);
  expect(wanted.filter((name) => !sheets.some((sheet) => sheet.includes(`/${name}.layer.css`)))).toEqual([]);
});
