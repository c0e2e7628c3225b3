import { promisify } from 'node:util';
import { gunzip, gzip, zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs from 'kafkajs';
import { compressFrame, decompressFrame } from 'lz4-napi';
import { compress, uncompress } from 'snappy';
import { BYTES_MOST, joinSnappyBlocks } from './snappy-blocks.ts';

const { CompressionCodecs, CompressionTypes } = kafkajs;
const bounded = { maxOutputLength: BYTES_MOST };

/** What the library hands over to be compressed. */
interface Encoded {
  readonly buffer: Buffer;
}

const CODECS = {
  [CompressionTypes.GZIP]: {
    compress: ({ buffer }: Encoded) => promisify(gzip)(buffer),
    decompress: (buffer: Buffer) => promisify<Buffer, typeof bounded, Buffer>(gunzip)(buffer, bounded),
  },
  [CompressionTypes.Snappy]: {
    compress: ({ buffer }: Encoded) => compress(buffer),
    decompress: (buffer: Buffer) => joinSnappyBlocks(buffer, async (block) => Buffer.from(await uncompress(block))),
  },
  [CompressionTypes.LZ4]: {
    compress: ({ buffer }: Encoded) => compressFrame(buffer),
    decompress: (buffer: Buffer) => decompressFrame(buffer),
  },
  [CompressionTypes.ZSTD]: {
    compress: ({ buffer }: Encoded) => promisify(zstdCompress)(buffer),
    decompress: (buffer: Buffer) => promisify<Buffer, typeof bounded, Buffer>(zstdDecompress)(buffer, bounded),
  },
};

/** Makes all of Kafka's compressions known to the library, which brings only gzip: a topic that others write has any. */
export function registerCodecs(): void {
  const codecs = Object.entries(CODECS).map(([type, codec]) => [type, () => codec]);
  Object.assign(CompressionCodecs, Object.fromEntries(codecs));
}
