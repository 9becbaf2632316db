import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from '../make-directory.ts';
import { Secret } from './secret.ts';

const OWNER_ONLY = 0o600;

/** A random 32-byte key in URL-safe base64: 44 characters. */
export function generateKey(): string {
  return `${randomBytes(32).toString('base64url')}=`;
}

/**
 * The secret that development keeps in `dataDirectory`: made at the first start, read by all others, so that sessions
 * survive a restart although nobody configured anything. Two processes starting at once agree on one.
 */
export function developmentSecret(dataDirectory: string, name: string): Secret {
  const path = join(dataDirectory, name.toLowerCase().replaceAll('_', '-'));
  makeDirectory(dataDirectory);
  if (!existsSync(path)) writeOnce(path, generateKey());
  chmodSync(path, OWNER_ONLY);
  return new Secret(readFileSync(path, 'utf8').trim());
}

/** The first writer wins, and nobody ever sees half a file: it gets its name only once it is whole. */
function writeOnce(path: string, content: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: OWNER_ONLY });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}
