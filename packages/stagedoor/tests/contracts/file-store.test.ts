import { describe, expect, test } from 'vitest';
import { storeKinds } from '../support/open-stores.ts';
import { noon } from '../support/stores/samples.ts';
import { storesUnderTest } from '../support/stores/stores-under-test.ts';

// Which of them rows have is tried with tables of a site: tests/api/resource/resource-files.test.ts.
describe.each(storeKinds)('%s file store', (kind) => {
  const stores = storesUnderTest(kind);

  test('goes through all files, some at a time, and forgets those that are removed', async () => {
    const named = ['3', '1', '2'].map((first) => `${first.repeat(32)}.pdf/Año.pdf`);
    for (const file of named) await stores().files.add({ file, owner: 'shop.product.report', addedAt: noon });
    const [one = '', two = '', three = ''] = named.toSorted();
    const first = await stores().files.listAfter('', 2);
    expect(first.map(({ file }) => file)).toEqual([one, two]);
    expect(first[0]).toEqual({ file: one, owner: 'shop.product.report', addedAt: noon });
    expect((await stores().files.listAfter(two, 2)).map(({ file }) => file)).toEqual([three]);
    await stores().files.remove(one);
    await stores().files.remove(one);
    expect((await stores().files.listAfter('', 9)).map(({ file }) => file)).toEqual([two, three]);
  });
});
