/** Draws the icon (a speech bubble with a quiet wavy line) as PNG, so the repository doesn't need a binary. */
import { deflateSync } from 'node:zlib';

const BLUE = [0x3b, 0x55, 0xcf];
const WHITE = [0xff, 0xff, 0xff];

/** Returns the signed distance from a rounded box around (x, y), in units of the icon's side. */
function box(x, y, centreX, centreY, halfX, halfY, radius) {
  const dx = Math.abs(x - centreX) - halfX + radius;
  const dy = Math.abs(y - centreY) - halfY + radius;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

function isBubble(x, y) {
  const tail = x > 0.26 && x < 0.5 && y > 0.78 && y < 0.97 - (x - 0.26) * 0.9;
  return box(x, y, 0.5, 0.45, 0.46, 0.38, 0.2) < 0 || tail;
}

function isLine(x, y) {
  const wave = 0.6 + 0.045 * Math.sin((x - 0.2) * Math.PI * 2 * 4.5);
  return x > 0.2 && x < 0.8 && Math.abs(y - wave) < 0.042;
}

const isWord = (x, y) => box(x, y, 0.5, 0.35, 0.28, 0.055, 0.05) < 0;

function drawPixel(column, row, size) {
  const samples = 4;
  let alpha = 0;
  const sum = [0, 0, 0];
  for (let i = 0; i < samples * samples; i += 1) {
    const x = (column + ((i % samples) + 0.5) / samples) / size;
    const y = (row + (Math.floor(i / samples) + 0.5) / samples) / size;
    if (!isBubble(x, y)) continue;
    const colour = isLine(x, y) || isWord(x, y) ? WHITE : BLUE;
    alpha += 1;
    colour.forEach((value, channel) => {
      sum[channel] += value;
    });
  }
  return alpha === 0
    ? [0, 0, 0, 0]
    : [...sum.map((value) => Math.round(value / alpha)), Math.round((255 * alpha) / samples ** 2)];
}

const TABLE = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function encodeChunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = TABLE[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, check]);
}

/** Returns the icon as a PNG of `size` by `size` pixels. */
export function drawIcon(size) {
  const rows = Array.from({ length: size }, (_, row) =>
    Buffer.from([0, ...Array.from({ length: size }, (_, column) => drawPixel(column, row, size)).flat()]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    encodeChunk('IHDR', header),
    encodeChunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    encodeChunk('IEND', Buffer.alloc(0)),
  ]);
}
