import { openTestSite } from 'stagedoor/testing';
import { expect, test } from 'vitest';
import { databases } from '../../../packages/stagedoor/tests/support/databases.ts';
import { site as ours } from '../src/site.ts';

/** Statements of list, detail, creation and change, with one row in each table and with twenty; `-` where the policy lets no superuser. */
const costs = {
  'senaf.localizacion': '1 1, 1 1, 1 1, 2 2',
  'senaf.usuario_linea': '1 1, 1 1, 1 1, 2 2',
  'senaf.persona': '1 1, 1 1, 2 2, 2 2',
  'senaf.demanda': '1 1, 1 1, 3 3, 2 2',
  'senaf.vulneracion': '1 1, 1 1, 3 3, 2 2',
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
