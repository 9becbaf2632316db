import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { runNodeQuietly } from '../../../../scripts/workplace/run.ts';
import { codeBlocks, readDocument } from './markdown.ts';

const examples = codeBlocks(readDocument('docs/guides/testing.md')).filter(({ code }) =>
  code.includes('node:test'),
);

it('the guide has these examples', () => expect(examples).toHaveLength(4));

it.each([
  ['of a site', examples[0], 3],
  ['that keep the types of a site’s features', examples[1], 1],
  ['of what resources cost', examples[2], 1],
  ['of a stage', examples[3], 1],
])('the tests %s in the guide pass as they stand', async (_, example, passes) => {
  // Where the package is found by its name, and not below node_modules, where Node strips no types.
  const folder = mkdtempSync(join(inCheckout('packages', 'community'), '.guide-'));
  try {
    writeFileSync(join(folder, 'guide.test.ts'), example?.code ?? '');
    const { output } = await runNodeQuietly(['--test', '--test-reporter=tap', join(folder, 'guide.test.ts')]);
    expect(output).toMatch(new RegExp(`^# pass ${passes}$`, 'm'));
    expect(output).toMatch(/^# fail 0$/m);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
