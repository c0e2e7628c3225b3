/** A batch of records that unpacks to more is refused. */
export const BYTES_MOST = 64 * 1024 * 1024;

/** How Java's snappy-java begins a stream; other producers send one bare block. */
const MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const HEADER_BYTES = 16;
const LENGTH_BYTES = 4;

/**
 * Unpacks snappy as Kafka's producers write it: blocks with their length before each behind a header, or one bare block.
 * @see https://github.com/xerial/snappy-java SnappyOutputStream
 */
export async function joinSnappyBlocks(bytes: Buffer, unpack: (block: Buffer) => Promise<Buffer>): Promise<Buffer> {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return unpack(checked(bytes));
  const blocks: Buffer[] = [];
  let total = 0;
  for (let at = HEADER_BYTES; at + LENGTH_BYTES <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const from = at + LENGTH_BYTES;
    if (from + length > bytes.length) throw new RangeError('a snappy block is cut off');
    const block = await unpack(checked(bytes.subarray(from, from + length)));
    total += block.length;
    if (total > BYTES_MOST) throw new RangeError('a snappy stream is too large');
    blocks.push(block);
    at = from + length;
  }
  return Buffer.concat(blocks);
}

/** A block tells first how much it unpacks to (as a varint), so that nobody need try. */
function checked(block: Buffer): Buffer {
  let size = 0;
  for (let at = 0; at < 5; at += 1) {
    const byte = block[at] ?? 0;
    size += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80) break;
  }
  if (size > BYTES_MOST) throw new RangeError('a snappy block is too large');
  return block;
}
