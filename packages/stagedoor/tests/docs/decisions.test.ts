import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { decisionList } from '../../../../scripts/workplace/decision-list.ts';
import { readDocument } from './markdown.ts';

const FOLDER = 'docs/decisions';
const numberOf = (name: string) => Number(name.slice(0, 3));
const records = readdirSync(inCheckout(FOLDER))
  .filter((name) => /^\d/.test(name))
  .sort();
describe.each(records)('decision %s', (name) => {
  const page = readDocument(`${FOLDER}/${name}`);

  it('says its number, its status, why, what and what follows, in this order', () => {
    expect(page.split('\n')[0]).toMatch(new RegExp(`^# ${numberOf(name)}\\. \\S`));
    expect(page.match(/^(?:\*\*Status:\*\*|## (?:Context|Decision|Consequences)$)/gm)).toEqual([
      ...['**Status:**', '## Context', '## Decision', '## Consequences'],
    ]);
  });

  it('promises nothing: whoever does it later would not look here', () => {
    expect(page).not.toMatch(/still to come/i);
  });
});

describe('the list of decisions', () => {
  it('is what its script writes', () => {
    const pages = records.map((name) => ({ name, page: readDocument(`${FOLDER}/${name}`) }));
    expect(readDocument(`${FOLDER}/README.md`)).toBe(decisionList(pages));
  });

  it('gives no number twice', () => {
    expect(new Set(records.map(numberOf)).size).toBe(records.length);
  });
});
