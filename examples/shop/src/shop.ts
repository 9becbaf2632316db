import { defineFeature } from 'stagedoor';
import { steps } from './infrastructure/migrations/shop/steps.ts';
import { product } from './resources/product.ts';

export const shop = defineFeature({
  name: 'shop',
  resources: [product],
  migrations: steps,
  migrationsFolder: 'src/infrastructure/migrations/shop',
});
