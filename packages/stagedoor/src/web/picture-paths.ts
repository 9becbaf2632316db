import { PICTURES_PATH, pictureAddress } from '../core/picture/picture-address.ts';
import type { Picture } from '../core/picture/picture-store.ts';
import type { Exchange } from '../http/exchange/exchange.ts';

/** Where a picture is on this site. */
export function picturePath(picture: Picture | null): string | null {
  return pictureAddress(PICTURES_PATH, picture);
}

/** Where the picture of a user is; null where they show none, and where the site has none. */
export async function picturePathOf({ context }: Exchange, userId: number): Promise<string | null> {
  if (!context.settings.hasPictures) return null;
  return picturePath(await context.useCases.picture.find({ userId }));
}

/** The same of many, by their ids: who shows none is not among them. */
export async function picturePathsOf(
  { context }: Exchange,
  userIds: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (!context.settings.hasPictures) return new Map();
  const shown = await context.useCases.picture.listOf({ userIds });
  return new Map(shown.map((picture) => [picture.userId, picturePath(picture) ?? '']));
}
