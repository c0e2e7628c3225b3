import { describe, expect, it } from 'vitest';
import { frames } from './frames.ts';

async function countOf(text: string, delimiter?: number): Promise<number> {
  async function* chunks() {
    yield Buffer.from(text);
  }
  let count = 0;
  const options = { recordBytes: 256 * 1024, keepBytes: 1024, ...(delimiter === undefined ? {} : { delimiter }) };
  for await (const cut of frames(chunks(), options)) count += cut.length;
  return count;
}

describe('cutting a file into records', () => {
  it('takes a line for a record where there is no delimiter', async () => {
    expect(await countOf('{"a":"\n"}\r\n\r\n{\r}\n')).toBe(3);
  });

  it('takes a bad record with its whole line, also where the line goes on in the next scan', async () => {
    const bad = '"a"b,"c 1/2, d",e\n';
    for (let filler = 0; filler < bad.length; filler += 1) {
      const before = `${'x'.repeat(64 * 1024 - 2 - filler)}\n`;
      async function* chunks() {
        yield Buffer.from(before + bad.slice(0, filler + 1));
        yield Buffer.from(`${bad.slice(filler + 1)}f,g,h\n`);
      }
      const options = { recordBytes: 256 * 1024, keepBytes: 1024, delimiter: 0x2c };
      const cut = (await Array.fromAsync(frames(chunks(), options))).flat();
      expect(cut.slice(1).map((frame) => frame.bytes.toString())).toEqual([bad.trimEnd(), 'f,g,h']);
    }
  });

  it.each(['a",""" \n', ',"\n', '"\n', '"""\n', 'a,"b""\n', '"a","\n'])(
    'takes time in proportion to the length also for a megabyte of %j',
    async (line) => {
      // Were each line read on to the bound of a record, this would be forty thousand million steps.
      const began = performance.now();
      expect(await countOf(line.repeat(1_000_000 / line.length), 0x2c)).toBeGreaterThan(100_000);
      expect(performance.now() - began).toBeLessThan(10_000);
    },
    60_000,
  );
});
