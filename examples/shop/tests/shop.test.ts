import { afterAll, describe } from 'vitest';
import { databases } from '../../../packages/stagedoor/tests/support/databases.ts';
import { articleTests } from './articles.ts';
import { bookTests } from './books.ts';
import { startMpesa } from './mpesa-stub.ts';
import { paymentTests } from './payments.ts';
import { shopTests } from './products-and-orders.ts';
import { useShop } from './use-shop.ts';

describe.each(databases)('the shop on $database', (database) => {
  let mpesa: Awaited<ReturnType<typeof startMpesa>>;
  const shop = useShop(database, async () => {
    mpesa = await startMpesa();
    return mpesa.environment;
  });
  afterAll(() => mpesa.stop());

  describe('what it sells', () => shopTests(shop));
  describe('books', () => bookTests(shop));
  describe('articles', () => articleTests(shop));
  describe('payments and subscriptions', () =>
    paymentTests(shop, { prompts: () => mpesa.prompts, answers: () => mpesa.answers }));
});
