import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

export type Part = { readonly name: string; readonly body: AsyncIterable<string> | Iterable<string> };

/** An archive as it is made: each part is packed while it comes, and none is held (APPNOTE 6.3.10, 4.3 to 4.4). */
export async function* zipped(parts: Iterable<Part>): AsyncGenerator<Uint8Array> {
  const written: Buffer[] = [];
  let at = 0;
  for (const { name, body } of parts) {
    const title = Buffer.from(name);
    const tally = { crc: 0, size: 0, packed: 0 };
    const begin = Buffer.concat([signed(0x04034b50), about(tally, 0), lengths(title, 0), title]);
    yield begin;
    for await (const piece of packed(body, tally)) yield piece;
    const end = Buffer.concat([signed(0x08074b50), sums(tally)]);
    yield end;
    written.push(Buffer.concat([signed(0x02014b50), short(20), about(tally, tally.crc), directory(title, at), title]));
    at += begin.length + tally.packed + end.length;
  }
  const listed = Buffer.concat(written);
  yield listed;
  const count = written.length;
  yield Buffer.concat([signed(0x06054b50), short(0, 0, count, count), long(listed.length, at), short(0)]);
}

type Tally = { crc: number; size: number; packed: number };

async function* packed(body: Part['body'], tally: Tally): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw();
  // a fault of the source ends the other side with it
  pipeline(Readable.from(counted(body, tally)), deflate, () => undefined);
  for await (const piece of deflate as AsyncIterable<Buffer>) {
    tally.packed += piece.length;
    yield piece;
  }
}

async function* counted(body: Part['body'], tally: Tally): AsyncGenerator<Buffer> {
  for await (const text of body) {
    const bytes = Buffer.from(text);
    tally.crc = crc32(bytes, tally.crc);
    tally.size += bytes.length;
    yield bytes;
  }
}

/** sizes follow the part, names are UTF-8 */
const flags = 0x0808;
const deflated = 8;
/** the first day such an archive can name: no list needs the time it was packed at */
const packedOn = 0x0021;

/** Version, flags, method, time; sums are zero until the part is known. */
function about(tally: Tally, crc: number): Buffer {
  const head = short(20, flags, deflated, 0, packedOn);
  return Buffer.concat([head, crc === 0 && tally.size === 0 ? long(0, 0, 0) : sums(tally)]);
}

const sums = ({ crc, packed: inside, size }: Tally): Buffer => long(crc, inside, size);
const lengths = (title: Buffer, extra: number): Buffer => short(title.length, extra);
const directory = (title: Buffer, at: number): Buffer =>
  Buffer.concat([lengths(title, 0), short(0, 0, 0), long(0, at)]);
const signed = (mark: number): Buffer => long(mark);

function short(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2));
  return bytes;
}

function long(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
  return bytes;
}
