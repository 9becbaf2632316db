import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder, and those above it, where they are missing; what it makes is its owner's alone. Folder by folder: Node's
 * own recursion never ends in a place like /proc, where none can be made.
 *
 * @throws what `mkdir` says, with the `path` of the folder that cannot be made.
 */
export function makeDirectory(path: string): void {
  makeFrom(resolve(path));
}

function makeFrom(path: string): void {
  if (existsSync(path)) return;
  makeFrom(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process was quicker.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
}
