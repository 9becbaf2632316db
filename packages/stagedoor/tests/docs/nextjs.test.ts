import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { codeBlocks, namesIn, readDocument, tableRows } from './markdown.ts';

const page = readDocument('docs/guides/nextjs.md');
const quoted = codeBlocks(page).filter(({ language }) => language === 'typescript');
const fileOf = (code: string) => /^\/\/ (\S+)\n/.exec(code)?.[1] ?? '';
const inExample = (path: string) => readFileSync(inCheckout('examples', 'nextjs', path), 'utf8');

/* The example has tests of its own, which install Next.js; these see that it is what the guide shows, and what we have. */

describe('the guide to Next.js', () => {
  it.each(quoted.map(({ code }) => [fileOf(code), code] as const))('quotes %s word by word', (path, code) => {
    expect(inExample(path)).toContain(code.slice(code.indexOf('\n') + 1));
  });

  it('starts the example with the commands that its own page names', () => {
    const [commands] = codeBlocks(page).filter(({ language }) => language === 'sh');
    const [own] = codeBlocks(readDocument('examples/nextjs/README.md'));
    expect(commands?.code).toBe(own?.code);
  });
});

describe('the example in Next.js', () => {
  const manifest = JSON.parse(inExample('package.json'));
  const lock = JSON.parse(inExample('package-lock.json'));
  const ours = JSON.parse(readDocument('packages/stagedoor/package.json'));

  it('has the files that its page names', () => {
    const named = tableRows(readDocument('examples/nextjs/README.md')).flatMap(([paths]) => namesIn(paths));
    expect(named.length).toBeGreaterThan(6);
    for (const path of named.filter((name) => !name.endsWith('/'))) expect(inExample(path)).not.toBe('');
  });

  it('locks what its manifest and the library ask for', () => {
    const remedy =
      'In examples/nextjs: npm install --package-lock-only stagedoor@file:../../packages/stagedoor';
    const root = lock.packages[''];
    expect(root.dependencies).toEqual(manifest.dependencies);
    expect(root.devDependencies).toEqual(manifest.devDependencies);
    const library = lock.packages['node_modules/stagedoor'];
    expect(library.resolved).toBe('file:../../packages/stagedoor');
    expect(library.dependencies, remedy).toEqual(ours.dependencies);
    expect(library.peerDependencies, remedy).toEqual(ours.peerDependencies);
  });

  it('has the React and the Chromium driver that we test with', () => {
    const root = JSON.parse(readDocument('package.json'));
    expect(manifest.dependencies.react).toBe(ours.devDependencies.react);
    expect(manifest.devDependencies['playwright-core']).toBe(root.devDependencies['playwright-core']);
  });
});
