import { statfsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Linux keeps files in memory. */
const IN_MEMORY = '/dev/shm';
/** A container has 64 MB there unless it is told otherwise, and Chromium takes of it too. */
const ROOM_NEEDED_BYTES = 1024 ** 3;

/**
 * A folder for the data of a site that nobody pulls the plug of: in memory where the machine has room there, so that
 * no commit waits for a disk. What a kill must not lose is tried on a disk (`site-rig.ts`).
 */
export function newDataFolder(): Promise<string> {
  return mkdtemp(join(hasRoomInMemory() ? IN_MEMORY : tmpdir(), 'stagedoor-'));
}

function hasRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY);
    return bavail * bsize >= ROOM_NEEDED_BYTES;
  } catch {
    // No such place on this machine.
    return false;
  }
}
