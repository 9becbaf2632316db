import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';

/** Numbers and pages that only the people who planned the work can open. */
const PRIVATE =
  /\bS[0-4]-\d\d\b|\b[Aa]buse (?:case )?[A-N]\d|\b[Cc]ontract C\d|\(C\d{1,2}(?:\.\d+)?\)|\bissue #?\d+\b|\bDESIGN\b|\bHOUSE-RULES\b|\bLOOK\.md\b/;

/** A sentence of a comment that lost its beginning. */
const BEHEADED = /^\s*(?:\/?\*+|\/\/)\s*[.,;:]\s|^\s*(?:\/?\*+|\/\/)\s+[,;]/;

const folders = ['packages/stagedoor', 'packages/community', 'scripts', 'bench', 'examples', 'docs'];

const linesWith = (paths: readonly string[], pattern: RegExp) =>
  paths.flatMap((path) =>
    readFileSync(inCheckout(path), 'utf8')
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${path}: ${line.trim()}`),
  );

const rooms = [
  ...folders.map((folder) => ({ room: folder, paths: sourcesIn(folder) })),
  { room: 'the top', paths: ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'] },
];

describe.each(rooms)('what is written in $room', ({ paths }) => {
  it('cites nothing that a reader of the repository cannot open', () => {
    expect(linesWith(paths, PRIVATE)).toEqual([]);
  });

  it('begins its sentences with a word', () => {
    expect(linesWith(paths, BEHEADED)).toEqual([]);
  });
});

function sourcesIn(folder: string): string[] {
  return readdirSync(inCheckout(folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter(
      (path) => /\.(?:[jt]sx?|md|css)$/.test(path) && !/node_modules|\/dist\/|plain-sources\.test/.test(path),
    );
}
