import { afterAll, beforeAll } from 'vitest';
import type { ExtraFields } from '../../../src/core/user/extra-field.ts';
import { type OpenStores, openStores, type StoreKind } from '../open-stores.ts';

/**
 * Stores for the tests of one `describe`, opened before and closed after them.
 *
 * @example
 * describe.each(storeKinds)('%s users', (kind) => {
 *   const stores = storesUnderTest(kind);
 *   test('…', async () => { await stores().users.create(…); });
 * });
 */
export function storesUnderTest(
  kind: StoreKind,
  options: { extraFields?: ExtraFields } = {},
): () => OpenStores {
  let opened: OpenStores | undefined;
  beforeAll(async () => {
    opened = await openStores(kind, options);
  });
  afterAll(() => opened?.close());
  return () => {
    if (!opened) throw new Error('The stores are open inside tests only.');
    return opened;
  };
}
