import { openTestSite } from 'stagedoor/testing';
import { expect, test } from 'vitest';
import { databases } from '../../../packages/stagedoor/tests/support/databases.ts';
import { site as ours } from '../src/site.ts';

/** Statements of list, detail, creation and change, with one row in each table and with twenty; `-` where the policy lets no superuser. */
const costs = {
  'shop.product': '1 1, 1 1, 1 1, 3 3',
  'shop.order': '1 1, 1 1, 2 2, 2 2',
  'books.author': '1 1, 1 1, 1 1, 2 2',
  // Whoever added a book is shown with it.
  'books.book': '2 2, 2 2, 3 3, 3 3',
  // Its editors are rows of their own.
  'articles.category': '1 1, 1 1, 4 4, 4 4',
  'articles.article': '1 1, 1 1, 2 2, 2 2',
  'payments.payment': '1 1, 1 1, -, -',
  'subscriptions.subscription': '1 1, 1 1, -, 2 2',
  'subscriptions.issue': '-, -, 1 1, -',
};

test.each(databases)(
  'on $database each resource asks as much, however many rows there are',
  async ({ open }) => {
    const { env, drop } = await open();
    const site = await openTestSite({ ...ours, env });
    const found = Object.entries(await site.resourceCosts()).map(
      ([name, { list, detail, create, update }]) => [
        name,
        [list, detail, create, update].map((cost) => cost?.join(' ') ?? '-').join(', '),
      ],
    );
    await site.close();
    await drop();
    expect(Object.fromEntries(found)).toEqual(costs);
  },
);
