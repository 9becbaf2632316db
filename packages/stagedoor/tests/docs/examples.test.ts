import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compilerCommand } from '../../../../scripts/workplace/build.ts';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { runNodeQuietly } from '../../../../scripts/workplace/run.ts';
import { codeBlocks, documentPaths, readDocument } from './markdown.ts';

const SITE_LANGUAGES = ['ts', 'tsx'];

it('every example in TypeScript compiles against the published package', async () => {
  // Inside node_modules, where the package is found by its name and nothing is checked in.
  const cache = inCheckout('node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'examples-'));
  try {
    const examples = documentPaths().flatMap((path) =>
      codeBlocks(readDocument(path))
        .filter(({ language }) => SITE_LANGUAGES.includes(language))
        .map(({ language, code, line }) => {
          const name = `${path.replaceAll(/[^a-z0-9]+/gi, '-')}-line-${line}.${language}`;
          writeFileSync(join(folder, name), `${code}\nexport {};\n`);
          return name;
        }),
    );
    expect(examples.length).toBeGreaterThan(8);
    // What the example of a front end asks for.
    const declared = codeBlocks(readDocument('docs/guides/resources.md')).find(
      ({ language, code }) => language === 'ts' && code.includes('export const product'),
    );
    writeFileSync(join(folder, 'shop.ts'), declared?.code ?? '');
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const configuration = {
      extends: inCheckout('tsconfig.base.json'),
      compilerOptions: { noEmit: true, typeRoots: [inCheckout('node_modules', '@types')] },
      files: examples,
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration));
    const { output } = await runNodeQuietly(compilerCommand('-p', folder));
    expect(output).toBe('');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('every page of an example has a heading', () => {
  const pages = documentPaths().flatMap((path) =>
    codeBlocks(readDocument(path)).flatMap(({ code, line }) =>
      [...code.matchAll(/<SitePage\b[\s\S]*?<\/SitePage>/g)].map(([page]) => ({
        at: `${path}:${line}`,
        page,
      })),
    ),
  );
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.filter(({ page }) => !page.includes('<h1>'))).toEqual([]);
});
