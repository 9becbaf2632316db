import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { codeBlocks, documentPaths, readDocument } from './markdown.ts';

const paths = documentPaths();

const WRITERS_OWN = [
  /(?<![\w.~-])\/(?:home|root|work|Users|private|tmp)\/[\w.-]+/g,
  // Ours is 8000, that of Next.js 3000.
  /\b(?:localhost|127\.0\.0\.1):(?!(?:8000|3000)\b)\d+/g,
  /\bTODO\b|\bFIXME\b|\blorem\b|\bcoming soon\b/gi,
  // Numbers of a plan that readers do not have.
  /\bS\d-\d\d\b|\bcontract C\d|\bissue #?\d+\b/g,
];

describe.each(paths)('%s', (path) => {
  const page = readDocument(path);

  it('links to pages, headings and images that are there', () => {
    const broken = linksOf(page).filter((link) => !leadsSomewhere(path, link));
    expect(broken).toEqual([]);
  });

  it('says nothing that only the machine of its writer knows', () => {
    const told = WRITERS_OWN.flatMap((pattern) => page.match(pattern) ?? []);
    expect(told).toEqual([]);
  });

  it('names its code blocks by their language', () => {
    const fences = page.match(/^```.*$/gm) ?? [];
    expect(fences.length).toBe(2 * codeBlocks(page).length);
  });
});

it('the index of the documentation leads to every page of it', () => {
  const indexes = ['docs/README.md', 'docs/decisions/README.md'];
  const index = indexes.flatMap((page) =>
    linksOf(readDocument(page)).map((link) => join(dirname(page), link)),
  );
  const pages = paths.filter((path) => path.startsWith('docs/') && path !== 'docs/README.md');
  expect(pages.filter((path) => !index.includes(path))).toEqual([]);
});

function linksOf(page: string): string[] {
  const text = page.replace(/^```[\s\S]*?^```$/gm, '');
  const inMarkdown = [...text.matchAll(/\]\(([^()\s]+)\)/g)];
  const inHtml = [...text.matchAll(/(?:src|srcset|href)="([^"]+)"/g)];
  return [...inMarkdown, ...inHtml].map((match) => match[1] ?? '').filter((link) => !/^https?:/.test(link));
}

function leadsSomewhere(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? from : join(dirname(from), file);
  if (!existsSync(inCheckout(path))) return false;
  return anchor === undefined || anchorsOf(readDocument(path)).includes(anchor);
}

/** As code hosts make them: lower case, words joined by dashes, everything else dropped. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
