import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { runNodeQuietly } from '../../../../scripts/workplace/run.ts';
import { codeBlocks, readDocument } from './markdown.ts';

it('the tests of the guide pass as they stand', async () => {
  const [example] = codeBlocks(readDocument('docs/guides/testing.md'));
  // Where the package is found by its name, and not below node_modules, where Node strips no types.
  const folder = mkdtempSync(join(inCheckout('packages', 'community'), '.guide-'));
  try {
    writeFileSync(join(folder, 'guide.test.ts'), example?.code ?? '');
    const { output } = await runNodeQuietly(['--test', '--test-reporter=tap', join(folder, 'guide.test.ts')]);
    expect(output).toMatch(/^# pass 3$/m);
    expect(output).toMatch(/^# fail 0$/m);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
