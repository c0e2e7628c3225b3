import { expect, test } from 'vitest';
import { bytesText, hexDump } from './bytes.ts';

test('bytes are dumped with their place, in hexadecimal and as text', () => {
  const base64 = btoa('{"order":"SO-1"}\n');
  expect(hexDump(base64)).toBe(
    [
      '000000  7b 22 6f 72 64 65 72 22 3a 22 53 4f 2d 31 22 7d  {"order":"SO-1"}',
      `000010  0a${' '.repeat(45)}  .`,
    ].join('\n'),
  );
});

test('a size is told in bytes or KiB', () => {
  expect([bytesText(212), bytesText(65_536)]).toEqual(['212 B', '64 KiB']);
});
