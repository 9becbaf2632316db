import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the built assets lie, from `src/ui` and from `dist/ui` alike. */
export const assetsDirectory = fileURLToPath(new URL('../../dist/assets/', import.meta.url));

/** The path the interfaces serve `assetsDirectory` under. */
export const assetsPath = '/static/';

const HASHED_NAME = /^[\w.-]+\.[0-9a-f]{8,}\.\w+$/;

let manifest: Readonly<Record<string, string>> | undefined;

function readManifest(): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(`${assetsDirectory}manifest.json`, 'utf8')) as Record<string, string>;
  } catch (error) {
    // Before the first build (unit tests) there is no manifest; anything else is a fault.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/**
 * Where an asset lies now whose hashed name is gone, because the site was built again under a running server or an open
 * page; null for a name that is there, and for one that never was.
 */
export function renamedAssetUrl(hashedName: string): string | null {
  if (!HASHED_NAME.test(hashedName) || existsSync(assetsDirectory + hashedName)) return null;
  const current = readManifest()[hashedName.replace(/\.[0-9a-f]{8,}\./, '.')];
  return current === undefined ? null : assetsPath + current;
}

/**
 * The address of a built asset, with its content's hash in the name, so that it may be cached for ever.
 *
 * @example
 * assetUrl('stagedoor.css'); // '/static/stagedoor.3f9a2c41.css'
 */
export function assetUrl(name: string): string {
  manifest ??= readManifest();
  return assetsPath + (manifest[name] ?? name);
}
