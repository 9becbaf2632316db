import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { readDocument } from './markdown.ts';

const FOLDER = 'docs/decisions';
const numberOf = (name: string) => Number(name.slice(0, 3));
const records = readdirSync(inCheckout(FOLDER)).sort();
const index = readDocument('docs/README.md');
const listed = [...index.matchAll(/^- \[(\d+) .+\]\(decisions\/(.+)\)$/gm)].map(([, number, name = '']) => ({
  number: Number(number),
  name,
}));

describe.each(records)('decision %s', (name) => {
  const page = readDocument(`${FOLDER}/${name}`);

  it('says its number, its status, why, what and what follows, in this order', () => {
    expect(page.split('\n')[0]).toMatch(new RegExp(`^# ${numberOf(name)}\\. \\S`));
    expect(page.match(/^(?:\*\*Status:\*\*|## (?:Context|Decision|Consequences)$)/gm)).toEqual([
      ...['**Status:**', '## Context', '## Decision', '## Consequences'],
    ]);
  });
});

describe('the list of decisions', () => {
  it('has each under its number, in the order of numbers', () => {
    expect(listed).toEqual(records.map((name) => ({ number: numberOf(name), name })));
  });

  it('says which numbers were never published', () => {
    const said = /^([\d, and]+) were never published/m.exec(index)?.[1]?.match(/\d+/g)?.map(Number);
    const taken = new Set(records.map(numberOf));
    const upToNewest = Array.from({ length: Math.max(...taken) }, (_, at) => at + 1);
    expect(said).toEqual(upToNewest.filter((number) => !taken.has(number)));
  });
});
