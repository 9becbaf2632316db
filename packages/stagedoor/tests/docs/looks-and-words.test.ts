import { describe, expect, it } from 'vitest';
import { english } from '../../src/texts/en/english.ts';
import { colorNames } from '../../src/ui/palette.ts';
import { pageViews } from '../../src/web/page-views.ts';
import { readDocument } from './markdown.ts';

const guide = readDocument('docs/guides/looks-and-words.md');
const named = new Set([...guide.matchAll(/`([A-Za-z][\w.-]*)`/g)].map((match) => match[1] ?? ''));

describe('the guide of looks and words', () => {
  it('names every page that a site may draw itself', () => {
    expect(Object.keys(pageViews).filter((name) => !named.has(name))).toEqual([]);
  });

  it('names every colour', () => {
    const texts = new Set(['errorText', 'successText', 'infoText', 'warningText']);
    expect(colorNames.filter((name) => !named.has(name) && !texts.has(name))).toEqual([]);
    expect(guide).toContain('each with `…Text`');
  });

  it('names keys that there are', () => {
    const keys = [...named].filter((name) => /^(?:login|form|mail)\./.test(name));
    expect(keys.length).toBeGreaterThan(3);
    const known = (key: string) =>
      Object.hasOwn(english, key) || Object.hasOwn(english, key.replace(/_(?:few|many)$/, '_other'));
    expect(keys.filter((key) => !known(key))).toEqual([]);
  });
});
