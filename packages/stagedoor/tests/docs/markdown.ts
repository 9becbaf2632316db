import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';

/** Every page of ours, as a path from the root of the checkout. */
export function documentPaths(): string[] {
  const pages = readdirSync(inCheckout('docs'), { recursive: true, encoding: 'utf8' });
  const docs = pages.filter((path) => path.endsWith('.md')).map((path) => join('docs', path));
  return ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'packages/stagedoor/README.md', ...docs.sort()];
}

export function readDocument(path: string): string {
  return readFileSync(inCheckout(path), 'utf8');
}

export interface CodeBlock {
  readonly language: string;
  readonly code: string;
  /** Where the block's first line of code is, from 1 on. */
  readonly line: number;
}

/** The fenced blocks of a page, in order. */
export function codeBlocks(page: string): CodeBlock[] {
  return [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map((block) => ({
    language: block[1] ?? '',
    code: block[2] ?? '',
    line: page.slice(0, block.index).split('\n').length + 1,
  }));
}

/** The pieces of a page that begin with a heading of this level, by the heading's text. */
export function sections(page: string, level: number): Map<string, string> {
  const heading = new RegExp(`^${'#'.repeat(level)} (.+)$`, 'gm');
  const found = [...page.matchAll(heading)];
  return new Map(
    found.map((match, index) => [match[1] ?? '', page.slice(match.index, found[index + 1]?.index)]),
  );
}

/** The rows of the tables in a text, each as its cells; without the lines of headings and dashes. */
export function tableRows(text: string): string[][] {
  const lines = text.split('\n');
  return lines
    .filter((line, index) => line.startsWith('|') && !isHead(lines, index) && !/^\|[\s|-]+\|$/.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

function isHead(lines: readonly string[], index: number): boolean {
  return /^\|(?: -+ \|)+$/.test(lines[index + 1] ?? '');
}

/** The names in backticks of a cell. */
export function namesIn(cell: string | undefined): string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}
