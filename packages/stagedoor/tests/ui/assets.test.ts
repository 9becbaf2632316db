import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assetsDirectory, assetUrl } from '../../src/ui/assets.ts';

/** The build is part of `npm test`; by hand run `npm run build` first. */
function manifest(): Record<string, string> {
  return JSON.parse(readFileSync(join(assetsDirectory, 'manifest.json'), 'utf8')) as Record<string, string>;
}

describe('assetUrl', () => {
  it('lies under /static/ by the hashed name', () => {
    expect(assetUrl('stagedoor.css')).toMatch(/^\/static\/stagedoor\.[0-9a-f]{10}\.css$/);
  });

  it('answers a plain name for what no build made', () => {
    expect(assetUrl('nothing.css')).toBe('/static/nothing.css');
  });

  it('looks into the package’s own dist', () => {
    expect(assetsDirectory).toMatch(/packages\/stagedoor\/dist\/assets\/$/);
  });
});

describe('the built assets', () => {
  it('carry the hash of their content, so that they may be kept for ever', () => {
    for (const name of Object.values(manifest())) {
      const hash = createHash('sha256')
        .update(readFileSync(join(assetsDirectory, name)))
        .digest('hex');
      expect(name.split('.').at(-2)).toBe(hash.slice(0, 10));
    }
  });

  it('leave nothing of older builds behind', () => {
    const built = Object.values(manifest());
    const compressed = built.filter((name) => /\.(?:css|js|svg)$/.test(name));
    const forms = compressed.flatMap((name) => [`${name}.br`, `${name}.gz`]);
    expect(readdirSync(assetsDirectory).sort()).toEqual([...built, ...forms, 'manifest.json'].sort());
  });

  it('load nothing but each other', () => {
    const css = readFileSync(join(assetsDirectory, manifest()['stagedoor.css'] ?? ''), 'utf8');
    const addresses = [...css.matchAll(/url\(\s*["']?([^"')]+)/g)].map((match) => match[1] ?? '');
    expect(addresses.length).toBeGreaterThan(5);
    const known = Object.values(manifest()).map((name) => `/static/${name}`);
    expect(addresses.filter((address) => !known.includes(address))).toEqual([]);
    expect(css).not.toContain('@import');
  });

  it('are a light load: style sheet under 64 kB, our scripts under 12 kB and 4 kB', () => {
    const size = (name: string): number => readFileSync(join(assetsDirectory, manifest()[name] ?? '')).length;
    expect(size('stagedoor.css')).toBeLessThan(64_000);
    expect(size('app.js')).toBeLessThan(12_000);
    expect(size('passkeys.js')).toBeLessThan(4_000);
  });
});
