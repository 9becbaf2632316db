import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { readDocument } from './markdown.ts';

const page = readDocument('docs/architecture.md');
const source = (...parts: string[]) => inCheckout('packages', 'stagedoor', 'src', ...parts);

describe('the drawing of the code', () => {
  it('names files and folders that are there', () => {
    const named = [
      ...page.matchAll(/`([\w./-]+\.tsx?|core\/[\w/]+|api\/[\w/-]+|infrastructure\/[\w/]+)`/g),
    ].map(([, path = '']) => path);
    const searched = ['', 'http/', 'core/'];
    const isThere = (path: string) =>
      searched.some((prefix) => existsSync(source(prefix + path))) || existsSync(inCheckout(path));
    expect(named.length).toBeGreaterThan(15);
    expect(
      named.filter(
        (path) =>
          !isThere(path) && !['dependencies.ts', 'settings.ts', 'feature.ts', 'views.tsx'].includes(path),
      ),
    ).toEqual([]);
  });

  it('names every feature of core', () => {
    const folders = readdirSync(source('core'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const inside = ['account', 'token'].flatMap((name) =>
      readdirSync(source('core', name), { withFileTypes: true }).filter((entry) => entry.isDirectory()),
    );
    const names = [...folders, ...inside].map(({ name }) => name);
    const drawn = page.slice(page.indexOf('## Inside core'), page.indexOf('## A request'));
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(drawn))).toEqual([]);
  });

  it('names every layer', () => {
    const layers = readdirSync(source(), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(layers.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
