import kafkajs from 'kafkajs';
import { compress } from 'snappy';
import { expect, test } from 'vitest';
import { registerCodecs } from './codecs.ts';

registerCodecs();
const { CompressionCodecs, CompressionTypes } = kafkajs;
interface Codec {
  compress(encoded: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(bytes: Buffer): Promise<Buffer>;
}
const codecOf = (type: unknown) => (Reflect.get(CompressionCodecs, Number(type)) as () => Codec)();
const text = Buffer.from('every event of the shipment '.repeat(1_000));

test.each(Object.entries(CompressionTypes).filter(([name]) => name !== 'None'))(
  '%s gives back what it took',
  async (_, type) => {
    const codec = codecOf(type);
    const packed = await codec.compress({ buffer: text });
    expect(packed.length).toBeLessThan(text.length);
    expect(await codec.decompress(packed)).toEqual(text);
  },
);

test('snappy in blocks, as the producers of Java write it, is joined', async () => {
  const header = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  const blocks = [text.subarray(0, 10_000), text.subarray(10_000)].map(async (part) => {
    const block = await compress(part);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(block.length);
    return Buffer.concat([length, block]);
  });
  const stream = Buffer.concat([header, ...(await Promise.all(blocks))]);
  const { decompress } = codecOf(CompressionTypes.Snappy);
  expect(await decompress(stream)).toEqual(text);
  await expect(decompress(stream.subarray(0, -5))).rejects.toThrow('cut off');
});

test('a block that says it unpacks to gigabytes is refused unpacked', async () => {
  const { decompress } = codecOf(CompressionTypes.Snappy);
  await expect(decompress(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x07, 0, 0]))).rejects.toThrow('too large');
});
