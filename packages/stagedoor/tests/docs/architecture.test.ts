import { existsSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { readDocument } from './markdown.ts';

interface Arrows {
  readonly forbidden: readonly { readonly name: string; readonly comment: string }[];
}

// Plain JavaScript, as its program wants it.
const arrows: Arrows = (await import(pathToFileURL(inCheckout('.dependency-cruiser.js')).href)).default;

const page = readDocument('docs/architecture.md');
const source = (...parts: string[]) => inCheckout('packages', 'stagedoor', 'src', ...parts);

/** What the drawing names by itself: a word of what is said beside it draws nothing. */
function drawnFeatures(names: readonly string[]): ReadonlySet<string> {
  const [, drawing = ''] = page.slice(page.indexOf('## Inside core')).split('```');
  const cells = drawing.split(/\n|\s{2,}/).map((cell) => cell.replace('/', '').split(' '));
  return new Set(cells.filter((cell) => cell.every((word) => names.includes(word))).flat());
}

/** The arrows that are judged, as they say of themselves what a layer sees beside itself. */
function arrowsOf(layer: string): readonly string[] | undefined {
  const own = arrows.forbidden.find(({ name }) => name === `${layer}-follows-its-arrows`);
  return own?.comment.match(/[\w-]+(?=[,.])/g)?.filter((word) => !['itself', 'only'].includes(word));
}

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
    expect(names.filter((name) => !drawnFeatures(names).has(name))).toEqual([]);
  });

  it('names every layer', () => {
    const layers = readdirSync(source(), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(layers.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('says of each layer what it sees, as the arrows do', () => {
    const isLayer = (name: string) => readdirSync(source()).includes(name);
    const rows = [...page.matchAll(/^\| `([\w-]+)` \|.*\| ([^|]*) \|$/gm)].filter(([, name = '']) =>
      isLayer(name),
    );
    expect(rows.length).toBeGreaterThan(15);
    const said = rows.map(([, name = '', sees = '']) => [name, sees.match(/[\w-]+/g)?.filter(isLayer) ?? []]);
    const judged = rows.map(([, name = '']) => [name, arrowsOf(name)?.filter(isLayer)]);
    expect(said).toEqual(judged);
  });
});
