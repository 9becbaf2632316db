import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the built assets lie, from `src/ui` and from `dist/ui` alike. */
export const assetsDirectory = fileURLToPath(new URL('../../dist/assets/', import.meta.url));

/** The path the doors serve `assetsDirectory` under. */
export const assetsPath = '/static/';

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
 * The address of a built asset, with its content's hash in the name, so that it may be cached for ever.
 *
 * @example
 * assetUrl('stagedoor.css'); // '/static/stagedoor.3f9a2c41.css'
 */
export function assetUrl(name: string): string {
  manifest ??= readManifest();
  return assetsPath + (manifest[name] ?? name);
}
