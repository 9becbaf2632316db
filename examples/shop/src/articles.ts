import { defineFeature } from 'stagedoor';
import { steps } from './infrastructure/migrations/articles/steps.ts';
import { article } from './resources/article.ts';
import { category } from './resources/category.ts';

/** What people write, and who may change it. */
export const articles = defineFeature({
  name: 'articles',
  resources: [category, article],
  migrations: steps,
  migrationsFolder: 'src/infrastructure/migrations/articles',
});
