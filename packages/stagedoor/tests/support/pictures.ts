import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** A picture as a camera writes it: with where it was taken, and lying on its side. */
export async function photo(format: 'jpeg' | 'png' | 'webp' | 'gif' = 'jpeg'): Promise<Buffer> {
  const image = sharp({ create: { width: 60, height: 40, channels: 3, background: '#336699' } });
  if (format !== 'jpeg') return await image.toFormat(format).toBuffer();
  const where = { IFD0: { Copyright: 'whoever took it' }, IFD3: { GPSLatitude: '51/1 30/1 0/1' } };
  return await image.withExif(where).withMetadata({ orientation: 6 }).jpeg().toBuffer();
}

/** A PNG of few bytes that takes many once it is opened: blank, a bit a pixel. */
export function bomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const framed = Buffer.alloc(8);
  framed.writeUInt32BE(content.length, 0);
  framed.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([framed.subarray(0, 4), named, framed.subarray(4)]);
}
