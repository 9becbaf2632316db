import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { bundleForBrowsers } from './bundle-for-browsers.ts';

it('the client is one small script that imports nothing', async () => {
  const { code, imports, dynamicImports } = await bundleForBrowsers(
    inCheckout('packages', 'stagedoor', 'src', 'client', 'index.ts'),
  );
  expect([...imports, ...dynamicImports]).toEqual([]);
  const size = { minified: code.length, gzip: gzipSync(code).length };
  console.log(`stagedoor/client: ${size.minified} bytes minified, ${size.gzip} with gzip`);
  expect(size.gzip).toBeLessThan(6_400);
});
