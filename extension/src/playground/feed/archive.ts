/**
 * Reads a zip file, such as the archive of a platform, without reading all of it: an archive with films may have many gigabytes. Only the
 * files with posts are unpacked. Nothing in a zip is trusted: every size is checked.
 */

export interface Entry {
  readonly name: string;
  /** Unpacked, in bytes, as the zip says. */
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  /** Where its own header begins. */
  readonly at: number;
}

/** The zip is damaged, protected, or more than is read. */
export class ZipError extends Error {}

const MAX_DIRECTORY = 64_000_000;
const MAX_COMMENT = 65_535;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const MEMBER = 0x02014b50;
const LOCAL = 0x04034b50;
const FULL = 0xffffffff;

const DAMAGED = 'This zip is damaged, or it isn’t a zip.';

async function view(file: Blob, start: number, length: number): Promise<DataView> {
  if (start < 0 || length < 0 || start + length > file.size) throw new ZipError(DAMAGED);
  return new DataView(await file.slice(start, start + length).arrayBuffer());
}

/** Returns where the directory of a zip is, and how long. */
async function findDirectory(file: Blob): Promise<{ start: number; length: number }> {
  const from = Math.max(0, file.size - MAX_COMMENT - 22);
  const tail = await view(file, from, file.size - from);
  let at = tail.byteLength - 22;
  while (at >= 0 && tail.getUint32(at, true) !== END) at -= 1;
  if (at < 0) throw new ZipError(DAMAGED);
  const start = tail.getUint32(at + 16, true);
  const length = tail.getUint32(at + 12, true);
  if (start !== FULL && length !== FULL) return { start, length };
  // Above 4 GB, the place is in a record of its own.
  if (at < 20 || tail.getUint32(at - 20, true) !== LOCATOR_64) throw new ZipError(DAMAGED);
  const end = await view(file, Number(tail.getBigUint64(at - 12, true)), 56);
  if (end.getUint32(0, true) !== END_64) throw new ZipError(DAMAGED);
  return { start: Number(end.getBigUint64(48, true)), length: Number(end.getBigUint64(40, true)) };
}

/** Reads the numbers above 4 GB of a member, in the order in which a zip writes them. */
function readLarge(extra: DataView, ...numbers: number[]): number[] {
  const large: number[] = [];
  for (let at = 0; at + 4 <= extra.byteLength; at += 4 + extra.getUint16(at + 2, true)) {
    if (extra.getUint16(at, true) !== 1) continue;
    const end = Math.min(extra.byteLength, at + 4 + extra.getUint16(at + 2, true));
    for (let place = at + 4; place + 8 <= end; place += 8)
      large.push(Number(extra.getBigUint64(place, true)));
    break;
  }
  return numbers.map((number) => (number === FULL ? (large.shift() ?? number) : number));
}

/** Returns the files in a zip. Rejects with ZipError. */
export async function listZip(file: Blob): Promise<Entry[]> {
  const { start, length } = await findDirectory(file);
  if (length > MAX_DIRECTORY) throw new ZipError('This zip holds more files than softsell looks through.');
  const directory = await view(file, start, length);
  const entries: Entry[] = [];
  for (let at = 0; at + 46 <= length; ) {
    if (directory.getUint32(at, true) !== MEMBER) throw new ZipError(DAMAGED);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) =>
      directory.getUint16(at + place, true),
    ) as [number, number, number];
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > length) throw new ZipError(DAMAGED);
    const bytes = new Uint8Array(directory.buffer, at + 46, nameLength);
    const extra = new DataView(directory.buffer, at + 46 + nameLength, extraLength);
    const [size, packed, place] = readLarge(
      extra,
      directory.getUint32(at + 24, true),
      directory.getUint32(at + 20, true),
      directory.getUint32(at + 42, true),
    ) as [number, number, number];
    const isProtected = (directory.getUint16(at + 8, true) & 1) === 1;
    const method = isProtected ? -1 : directory.getUint16(at + 10, true);
    entries.push({ name: new TextDecoder().decode(bytes), size, packed, method, at: place });
    at = next;
  }
  return entries;
}

/** Unpacks one file of a zip, which may have at most `limit` bytes. Rejects with ZipError. */
export async function unpack(file: Blob, entry: Entry, limit: number): Promise<Blob> {
  if (entry.method !== 0 && entry.method !== 8)
    throw new ZipError(
      `${entry.name} is protected by a password, or packed in a way that softsell can’t read.`,
    );
  const head = await view(file, entry.at, 30);
  if (head.getUint32(0, true) !== LOCAL) throw new ZipError(DAMAGED);
  const start = entry.at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  if (start + entry.packed > file.size) throw new ZipError(DAMAGED);
  const packed = file.slice(start, start + entry.packed);
  const source =
    entry.method === 0
      ? packed.stream()
      : packed.stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const reader = source.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.byteLength;
      if (size > limit) throw new ZipError(`${entry.name} is too large.`);
      parts.push(part.value as Uint8Array<ArrayBuffer>);
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    throw error instanceof ZipError ? error : new ZipError(DAMAGED);
  }
  return new Blob(parts);
}

const baseOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** The files of the platforms' archives that hold posts. Everything else in them, above all messages, stays unread. */
const POSTS: readonly RegExp[] = [
  /^(note-)?tweets?(-part\d+)?\.js$/i, // X
  /^Shares(_\d+)?\.csv$/i, // LinkedIn
  /^(your_)?posts(_|__|\.)[^/]*json$/i, // Facebook, Instagram
  /^group_posts[^/]*json$/i, // Facebook
  /^threads_and_replies\.json$/i, // Threads
  /^outbox\.json$/i, // Mastodon
  /^posts\.csv$/i, // Reddit
  /^user_data(_tiktok)?\.json$/i, // TikTok
];
/** In a zip that somebody packed: sheets and texts. */
const SHEETS = /\.(csv|tsv|xlsx|xlsm|ods|jsonl|ndjson|txt|md)$/i;

const isJunk = (name: string): boolean => name.startsWith('__MACOSX/') || /^[.~]/.test(baseOf(name));

/** Returns the files of a zip that hold posts: those of an archive, or else the sheets and texts. */
export function pickPosts(entries: readonly Entry[]): Entry[] {
  const files = entries.filter(({ name, size }) => size > 0 && !name.endsWith('/') && !isJunk(name));
  const known = files.filter(({ name }) => POSTS.some((pattern) => pattern.test(baseOf(name))));
  return known.length > 0 ? known : files.filter(({ name }) => SHEETS.test(name));
}
