import { sql } from '../../packages/stagedoor/dist/database.js';
import { createStagedoor, defineFeature, defineResource } from '../../packages/stagedoor/dist/index.js';
import { announce } from './answer.ts';
import { nameOf, productCount, productWork } from './products.ts';
import { serve, siteEnvironment } from './stagedoor-site.ts';

const product = defineResource({
  name: 'product',
  fields: {
    name: { type: 'text', max: 100, index: true },
    description: { type: 'long-text', blank: true },
    price: { type: 'decimal', digits: 10, places: 2, min: '0' },
  },
  text: 'name',
  order: ['name'],
  orderBy: ['name', 'price'],
  search: ['name'],
  filters: { price: ['exact', 'gte', 'lte'] },
  access: { authenticated: true },
});

const shop = defineFeature({
  name: 'shop',
  resources: [product],
  migrations: [
    {
      name: '0001_initial',
      operations: [
        {
          kind: 'create-table',
          table: 'shop_product',
          state: {
            columns: {
              name: { type: 'text', index: true },
              description: { type: 'text' },
              price: { type: 'decimal', digits: 10, places: 2 },
            },
          },
        },
      ],
    },
  ],
  stores: ({ db, dialect }) => ({
    fill: async () => {
      // In steps, as a statement of a request has its time; the price is kept as the resource keeps it.
      const price = dialect === 'sqlite' ? 990 : '9.90';
      for (let from = 1; from <= productCount; from += 500) {
        const rows = Array.from({ length: Math.min(500, productCount - from + 1) }, (_, n) => from + n);
        const values = rows.map((n) => sql`(${n}, ${nameOf(n)}, 'Blue ink, 0.5 mm', ${price})`);
        await sql`insert into shop_product (id, name, description, price) values ${sql.join(values)}`.execute(
          db,
        );
      }
      await sql`analyze`.execute(db);
    },
  }),
  useCases: ({ stores }) => stores,
});

const stagedoor = await createStagedoor({ env: siteEnvironment(), features: [shop] });
await stagedoor.migrations.apply();
await stagedoor.features.shop.fill();
const { id: userId } = await stagedoor.useCases.user.create({ by: 'operator', username: 'ana' });
const { key } = await stagedoor.useCases.apiToken.issue({ userId, anew: true });
announce({ port: await serve(stagedoor), work: productWork({ authorization: `Token ${key}` }) });
