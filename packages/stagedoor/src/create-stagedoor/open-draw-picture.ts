import { type Config, ConfigurationError } from '../config.ts';
import type { DrawPicture } from '../core/picture/dependencies.ts';
import { createDrawPicture } from '../infrastructure/picture/draw-picture.ts';
import { loadSharp } from '../infrastructure/picture/load-sharp.ts';
import type { FeatureCore } from './feature.ts';

/** Who needs pictures drawn, as a sentence names them. */
export function picturesNeededBy(
  { userPictures }: Pick<Config, 'userPictures'>,
  features: readonly Pick<FeatureCore, 'name' | 'resources'>[],
): readonly string[] {
  const images = features.flatMap(({ name, resources = [] }) =>
    resources.flatMap((resource) =>
      Object.entries(resource.fields)
        .filter(([, { type }]) => type === 'image')
        .map(([field]) => `The field ${name}.${resource.name}.${field}`),
    ),
  );
  return [...(userPictures ? ['USER_PICTURES'] : []), ...images];
}

/**
 * What draws pictures anew, where the site has any: elsewhere nothing is one.
 *
 * @throws ConfigurationError where somebody needs it and the package sharp is not installed
 */
export async function openDrawPicture(neededBy: readonly string[], load = loadSharp): Promise<DrawPicture> {
  const [first] = neededBy;
  if (first === undefined) return async () => null;
  const sharp = await load();
  if (sharp === null)
    throw new ConfigurationError([`${first} needs the package sharp: npm install sharp@0.35`]);
  return createDrawPicture(sharp);
}
