import type * as ldapts from 'ldapts';

/** What we use of the package. */
export type Ldapts = Pick<typeof ldapts, 'Client' | 'Filter' | 'ResultCodeError'>;

/** The package ldapts, which only sites with a directory install; null where it is missing. */
export async function loadLdapts(
  load: () => Promise<Ldapts> = () => import('ldapts'),
): Promise<Ldapts | null> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}
