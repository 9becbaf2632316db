import { StorageUnavailable } from '../../core/kernel/storage-unavailable.ts';
import type { HttpRequest } from '../request/http-request.ts';

/**
 * Does what follows on something that is decided by now, whether or not the storage can do it: where it is away, the log says
 * `otherwise`. Answers whether it was done.
 */
export async function unlessStorageAway(
  { log }: Pick<HttpRequest, 'log'>,
  otherwise: string,
  follow: () => Promise<void>,
): Promise<boolean> {
  try {
    await follow();
    return true;
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    log.warn({ err: error }, otherwise);
    return false;
  }
}
