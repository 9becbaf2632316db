import type sharp from 'sharp';

export type Sharp = typeof sharp;

/** The package sharp, which only sites with pictures install; null where it is missing. */
export async function loadSharp(
  load: () => Promise<{ readonly default: Sharp }> = () => import('sharp'),
): Promise<Sharp | null> {
  try {
    return (await load()).default;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}
