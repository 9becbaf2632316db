import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { bundleForBrowsers } from './bundle-for-browsers.ts';

it('what asks for rows is a small script beside it, and brings nothing of the server along', async () => {
  const { code, imports, dynamicImports } = await bundleForBrowsers(
    inCheckout('packages', 'stagedoor', 'src', 'resource-client', 'index.ts'),
  );
  expect([...imports, ...dynamicImports]).toEqual([]);
  const { length } = gzipSync(code);
  console.log(`stagedoor/client/resources: ${code.length} bytes minified, ${length} with gzip`);
  expect(length).toBeLessThan(1_900);
});

it('the client is one small script that imports nothing', async () => {
  const { code, imports, dynamicImports } = await bundleForBrowsers(
    inCheckout('packages', 'stagedoor', 'src', 'client', 'index.ts'),
  );
  expect([...imports, ...dynamicImports]).toEqual([]);
  const size = { minified: code.length, gzip: gzipSync(code).length };
  console.log(`stagedoor/client: ${size.minified} bytes minified, ${size.gzip} with gzip`);
  expect(size.gzip).toBeLessThan(6_750);
});
