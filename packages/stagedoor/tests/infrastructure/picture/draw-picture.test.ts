import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openDrawPicture } from '../../../src/create-stagedoor/open-draw-picture.ts';
import { createDrawPicture } from '../../../src/infrastructure/picture/draw-picture.ts';
import { loadSharp } from '../../../src/infrastructure/picture/load-sharp.ts';
import { bomb, photo } from '../../support/pictures.ts';

const drawPicture = createDrawPicture(sharp);
const SCRIPT = '<script>alert(document.domain)</script>';

describe('a picture that somebody hands in', () => {
  it.each(['jpeg', 'png', 'webp', 'gif'] as const)(
    'is drawn anew as a small square, of %s too',
    async (format) => {
      const drawn = await drawPicture(await photo(format));
      expect(await sharp(drawn ?? Buffer.alloc(0)).metadata()).toMatchObject({
        format: 'webp',
        width: 512,
        height: 512,
      });
    },
  );

  it('says no longer where and by whom it was taken, and stands upright', async () => {
    const sent = await photo();
    expect((await sharp(sent).metadata()).exif?.toString('latin1')).toContain('whoever took it');
    const { exif, xmp, icc, orientation } = await sharp(
      (await drawPicture(sent)) ?? Buffer.alloc(0),
    ).metadata();
    expect({ exif, xmp, icc, orientation }).toEqual({});
  });

  it('carries nothing over that is no picture, wherever it stood in the file', async () => {
    const jpeg = await photo();
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, SCRIPT.length + 2]), Buffer.from(SCRIPT)]);
    const within = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
    for (const polyglot of [Buffer.concat([jpeg, Buffer.from(SCRIPT)]), within]) {
      const drawn = await drawPicture(polyglot);
      expect(Buffer.from(drawn ?? SCRIPT).toString('latin1')).not.toContain('script');
    }
  });

  it.each<[string, Buffer]>([
    [
      'an SVG',
      Buffer.from(
        `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>`,
      ),
    ],
    [
      'an SVG behind a declaration',
      Buffer.from(
        `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&x;</text></svg>`,
      ),
    ],
    ['HTML', Buffer.from(`<!doctype html>${SCRIPT}`)],
    ['a script that begins like a GIF', Buffer.from('GIF89a/*=0;alert(1)//*/')],
    ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n')],
    ['a PNG in name only', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])],
    ['one byte', Buffer.from([0xff])],
  ])('is refused where it is %s', async (_, sent) => {
    expect(await drawPicture(sent)).toBeNull();
  });

  it('is refused where it breaks off', async () => {
    const sent = await sharp({
      create: {
        width: 900,
        height: 900,
        channels: 3,
        background: 'red',
        noise: { type: 'gaussian', mean: 9, sigma: 60 },
      },
    })
      .jpeg()
      .toBuffer();
    expect(await drawPicture(sent.subarray(0, sent.length / 2))).toBeNull();
  });

  it('is a TIFF or an AVIF for others, not here', async () => {
    const tiff = await sharp(await photo())
      .tiff()
      .toBuffer();
    expect(await drawPicture(tiff)).toBeNull();
  });

  it('is refused where few bytes open to more pixels than a phone takes', async () => {
    const small = bomb(6_000, 6_000);
    const large = bomb(10_000, 5_000);
    expect(large.length).toBeLessThan(20_000);
    expect(await drawPicture(small)).not.toBeNull();
    expect(await drawPicture(large)).toBeNull();
  }, 20_000);

  it('waits while another is drawn, and where too many wait its sender is told so', async () => {
    const sent = await photo('png');
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => drawPicture(sent)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(17);
    const [refused] = all.filter((one) => one.status === 'rejected');
    expect(refused?.reason.refusal.code).toBe('busy');
  });
});

describe('a site with pictures', () => {
  it('does not start without the package that draws them, and says so', async () => {
    const missing = Object.assign(new Error('gone'), { code: 'ERR_MODULE_NOT_FOUND' });
    const load = () => loadSharp(() => Promise.reject(missing));
    await expect(openDrawPicture(['USER_PICTURES'], load)).rejects.toThrow('npm install sharp');
    await expect(openDrawPicture([], load)).resolves.toBeTypeOf('function');
  });
});
