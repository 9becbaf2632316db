import { describe, expect, it } from 'vitest';
import { assetsDirectory, assetUrl } from '../../src/ui/assets.ts';

describe('assetUrl', () => {
  it('lies under /static/, by its hashed name once built', () => {
    expect(assetUrl('stagedoor.css')).toMatch(/^\/static\/stagedoor\.([0-9a-f]{10}\.)?css$/);
  });

  it('answers a plain name for what no build made', () => {
    expect(assetUrl('nothing.css')).toBe('/static/nothing.css');
  });

  it('looks into the package’s own dist', () => {
    expect(assetsDirectory).toMatch(/packages\/stagedoor\/dist\/assets\/$/);
  });
});
