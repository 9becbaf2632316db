import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';

/** Numbers of lists that only the people who planned the work can open. */
const PRIVATE_NUMBER =
  /\bS[0-4]-\d\d\b|\b[Aa]buse (?:case )?[A-N]\d|\b[Cc]ontract C\d|\(C\d{1,2}(?:\.\d+)?\)|\bissue #?\d+\b/;

const folders = ['packages/stagedoor', 'packages/community', 'scripts', 'bench', 'examples'];

describe.each(folders)('the sources in %s', (folder) => {
  it('cite nothing that a reader of the repository cannot open', () => {
    const told = sourcesIn(folder).flatMap((path) =>
      readFileSync(inCheckout(path), 'utf8')
        .split('\n')
        .filter((line) => PRIVATE_NUMBER.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    );
    expect(told).toEqual([]);
  });
});

function sourcesIn(folder: string): string[] {
  return readdirSync(inCheckout(folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => /\.[jt]sx?$/.test(path) && !/node_modules|\/dist\/|plain-sources\.test/.test(path));
}
