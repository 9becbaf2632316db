import type { DrawPicture, PictureFrame } from '../../core/picture/dependencies.ts';
import { createHashQueue } from '../password/hash-queue.ts';
import type { Sharp } from './load-sharp.ts';

/** As a picture of somebody is kept. */
const ofSomebody: PictureFrame = { fit: 'fill', side: 512 };
/** Twice what a phone takes; decoded it is some 120 MB, one at a time. */
const MOST_PIXELS = 40_000_000;
const SECONDS = 10;
/** How many wait for their turn. */
const WAITING = 16;

/** What a file of these kinds begins with; nothing else is handed to a decoder, SVG and PDF least of all. */
const kinds: readonly { readonly format: string; readonly begins: readonly (number | null)[] }[] = [
  { format: 'jpeg', begins: [0xff, 0xd8, 0xff] },
  { format: 'png', begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { format: 'gif', begins: [0x47, 0x49, 0x46, 0x38] },
  { format: 'webp', begins: [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50] },
];

/**
 * Draws by sharp: the first picture of the file, upright, cut or made to fit, as WebP. What the file holds beside, where it was taken among it, and
 * whatever is no picture in it, is not carried over. One at a time.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/File_Upload_Cheat_Sheet.html
 */
export function createDrawPicture(sharp: Sharp): DrawPicture {
  const queue = createHashQueue({ running: 1, waiting: WAITING });
  return async (sent, frame = ofSomebody) => {
    const format = formatOf(sent);
    return format === null ? null : await queue.run(() => draw(sharp, { sent, format }, frame));
  };
}

interface Known {
  readonly sent: Uint8Array;
  readonly format: string;
}

async function draw(
  sharp: Sharp,
  { sent, format }: Known,
  { fit, side }: PictureFrame,
): Promise<Uint8Array | null> {
  try {
    const image = sharp(sent, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 });
    if ((await image.metadata()).format !== format) return null;
    const how =
      fit === 'fill' ? ({ fit: 'cover' } as const) : ({ fit: 'inside', withoutEnlargement: true } as const);
    const drawn = image.autoOrient().resize(side, side, how).toColourspace('srgb');
    return await drawn.webp({ quality: 82 }).timeout({ seconds: SECONDS }).toBuffer();
  } catch {
    // Whatever the decoder says of it: it is no picture that can be shown, and its sender is told that.
    return null;
  }
}

function formatOf(sent: Uint8Array): string | null {
  const kind = kinds.find(({ begins }) => begins.every((byte, at) => byte === null || sent[at] === byte));
  return kind?.format ?? null;
}
