import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIMITS } from '@slipway/shared/limits';
import { compileMapping, type Mapping } from '@slipway/shared/mapping';
import { describe, expect, it } from 'vitest';
import type { SourceRecord } from '../sdk/index.ts';
import { file, readFile } from './index.ts';

const document = {
  formatVersion: 1,
  id: 'plain',
  title: 'Plain',
  fields: {},
  events: [
    {
      type: 'telematics.reading',
      id: 'row.id',
      source: '/test',
      subject: { kind: 'shipment', scheme: 'asn', value: 'row.id' },
      time: '"2026-03-01T00:00:00.000Z"',
      at: '"2026-03-01T00:00:00.000Z"',
      data: { note: { $expr: 'row.note' } },
    },
  ],
};
const compiled = compileMapping(document);
if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
const mapping: Mapping = compiled.mapping;

/** Each record in one line: the note that was read, or the code. */
function summary(record: SourceRecord): string {
  const { result } = record;
  return result.ok ? `${record.position} ${result.events[0]?.event.data.note}` : `${record.position} ${result.code}`;
}

async function readCsv(text: string | Buffer, chunkBytes = 1 << 20): Promise<SourceRecord[]> {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  return Array.fromAsync(readFile({ input: { bytes: chunks() }, format: 'csv', mapping }));
}

async function summaries(text: string | Buffer): Promise<string[]> {
  return (await readCsv(text)).map(summary);
}

describe('a CSV file', () => {
  it('is read record by record, numbered from 1', async () => {
    expect(await summaries('id,note\n1,a\n2,b\n')).toEqual(['1 a', '2 b']);
  });

  it.each([
    ['CRLF', 'id,note\r\n1,a\r\n2,b\r\n'],
    ['CR', 'id,note\r1,a\r2,b\r'],
    ['no last line end', 'id,note\n1,a\n2,b'],
    ['blank lines', '\nid,note\n\n1,a\n\n\n2,b\n\n'],
    ['a byte order mark', '\ufeffid,note\n1,a\n2,b\n'],
  ])('may have %s', async (_what, text) => {
    expect(await summaries(text)).toEqual(['1 a', '2 b']);
  });

  it('keeps delimiters, quotes and line ends inside quotes', async () => {
    expect(await summaries('id,note\n1,"a,""b""\r\nc"\n2,b\n')).toEqual(['1 a,"b"\r\nc', '2 b']);
  });

  it.each([
    ['a quote that never closes', '1,"a', 'invalid-csv'],
    ['text after a closing quote', '1,"a"b', 'invalid-csv'],
    ['a quote inside an unquoted field', '1,a"b', 'invalid-csv'],
    ['a column too many', '1,a,b', 'invalid-csv'],
    ['a column too few', '1', 'invalid-csv'],
    ['a NUL', '1,a\0b', 'invalid-text'],
    ['a field beyond every bound', `1,${'x'.repeat(LIMITS.eventBytes)}`, 'too-large'],
    ['a quoted field beyond every bound', `1,"${'x'.repeat(LIMITS.eventBytes)}"`, 'too-large'],
    ['a million columns', ','.repeat(1_000_000), 'too-large'],
  ])('loses only the one record with %s', async (_what, line, code) => {
    expect(await summaries(`id,note\n0,z\n${line}\n2,"b"\n3,c\n`)).toEqual(['1 z', `2 ${code}`, '3 b', '4 c']);
  });

  it('loses only the record with an open quote also where no quote follows, near or far', async () => {
    expect(await summaries('id,note\n1,"a\n2,b\n3,c')).toEqual(['1 invalid-csv', '2 b', '3 c']);
    const lines = Array.from({ length: 60_000 }, (_, index) => `${index},plain`);
    const read = await summaries(`id,note\n1,"a\n${lines.join('\n')}\n`);
    expect(read.length).toBe(60_001);
    expect(read.filter((line) => line.endsWith('invalid-csv'))).toEqual(['1 invalid-csv']);
  });

  it('loses only the record that is not UTF-8', async () => {
    const latin1 = Buffer.from('id,note\n1,caf\xe9\n2,b\n', 'latin1');
    expect(await summaries(latin1)).toEqual(['1 invalid-utf8', '2 b']);
  });

  it('keeps the original bytes of a record, up to the bound on dead letters', async () => {
    const [record, large] = await readCsv(`id,note\n1,"a"b\r\n2,${'é'.repeat(LIMITS.eventBytes)}\n`);
    expect(Buffer.from(record?.raw ?? []).toString()).toBe('1,"a"b');
    expect(large?.raw.length).toBe(LIMITS.deadLetterBytes);
  });

  it('reads the same in chunks of any size', async () => {
    const text = `id,note\r\n1,"é,""x""\r\ny"\r\n2,"open\r\n3,c\r\n4,"${'z'.repeat(200)}"\r\n`;
    const whole = (await readCsv(text)).map(summary);
    for (const size of [1, 2, 3, 7]) expect((await readCsv(text, size)).map(summary)).toEqual(whole);
    expect(whole).toHaveLength(4);
  });

  it('lets others have their turn while it is read from memory', async () => {
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await readCsv(`id,note\n${'1,a\n'.repeat(100_000)}`);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('cannot be read at all without a readable header', async () => {
    await expect(readCsv('id,"note\n1,a\n')).rejects.toMatchObject({ code: 'invalid-csv' });
    await expect(readCsv('id,note,id\n1,a,2\n')).rejects.toMatchObject({ code: 'invalid-csv' });
    await expect(readCsv('id,other\n1,a\n')).rejects.toMatchObject({ code: 'mapping-failed' });
    await expect(readCsv(Buffer.from('\ufeffid,note\n1,a\n', 'utf16le'))).rejects.toMatchObject({
      code: 'invalid-utf8',
    });
  });

  it('holds no records when it is empty', async () => {
    expect(await readCsv('')).toEqual([]);
    expect(await readCsv('id,note\n')).toEqual([]);
  });

  it('cannot reach a prototype through a column name', async () => {
    const records = await readCsv('id,note,__proto__,constructor\n1,a,x,y\n');
    expect(records.map(summary)).toEqual(['1 a']);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});

describe('a JSON Lines file', () => {
  const read = async (text: string, mapped: boolean) => {
    const records = await Array.fromAsync(
      readFile({ input: { bytes: Buffer.from(text) }, format: 'jsonl', ...(mapped ? { mapping } : {}) }),
    );
    return records.map(summary);
  };

  it('is mapped like any other, and loses only the bad lines', async () => {
    const text = '{"id":"1","note":"a"}\r\n{"id":\n[]\n{"id":"2","id":"3"}\n{"__proto__":1}\n\n{"id":"4","note":"d"}';
    const expected = ['1 a', '2 invalid-json', '3 mapping-failed', '4 duplicate-key', '5 forbidden-key', '6 d'];
    expect(await read(text, true)).toEqual(expected);
  });

  it('holds canonical events where no mapping is given', async () => {
    const event = {
      specversion: '1.0',
      id: 'e1',
      source: '/tms',
      type: 'shipment.delivered',
      subject: 'shipment:ASN-8',
      time: '2026-03-01T10:00:00+01:00',
      recordedtime: '2026-03-02T10:00:00Z',
      data: {},
    };
    const [record, bad] = await Array.fromAsync(
      readFile({
        input: {
          bytes: Buffer.from(`${JSON.stringify(event)}\n${JSON.stringify({ ...event, time: '2026-02-30' })}\n`),
        },
        format: 'jsonl',
      }),
    );
    expect(record?.result).toMatchObject({
      ok: true,
      events: [{ at: '2026-03-02T10:00:00.000Z', event: { time: '2026-03-01T09:00:00.000Z' } }],
    });
    expect(bad?.result).toMatchObject({ ok: false, code: 'invalid-date' });
  });
});

describe('the file source', () => {
  it('reads a path with a mapping given as a document', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'slipway-file-'));
    try {
      const path = join(directory, 'in.csv');
      await writeFile(path, 'id;note\n1;a\n');
      const source = file.sources.records;
      const config = source?.config.parse({ format: 'csv', delimiter: ';', mapping: document });
      const records = source ? await Array.fromAsync(source.read({ config, input: { path } })) : [];
      expect(records.map(summary)).toEqual(['1 a']);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it('says that a file is not there', async () => {
    const reading = readFile({ input: { path: join(tmpdir(), 'slipway-no-such-file.csv') }, format: 'csv', mapping });
    await expect(Array.fromAsync(reading)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('stops when it is called off', async () => {
    const signal = AbortSignal.abort();
    const reading = readFile({ input: { bytes: Buffer.from('id,note\n1,a\n') }, format: 'csv', mapping, signal });
    await expect(Array.fromAsync(reading)).rejects.toThrow();
  });
});
