import { type Config, ConfigurationError } from '../config.ts';
import type { DrawPicture } from '../core/picture/dependencies.ts';
import { createDrawPicture } from '../infrastructure/picture/draw-picture.ts';
import { loadSharp } from '../infrastructure/picture/load-sharp.ts';

/**
 * What draws pictures anew, where the site has any: elsewhere nothing is one.
 *
 * @throws ConfigurationError where USER_PICTURES asks for it and the package sharp is not installed
 */
export async function openDrawPicture(
  { userPictures }: Pick<Config, 'userPictures'>,
  load = loadSharp,
): Promise<DrawPicture> {
  if (!userPictures) return async () => null;
  const sharp = await load();
  if (sharp === null)
    throw new ConfigurationError(['USER_PICTURES needs the package sharp: npm install sharp@0.35']);
  return createDrawPicture(sharp);
}
