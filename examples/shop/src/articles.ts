import { defineFeature } from 'stagedoor';
import { steps } from './infrastructure/migrations/articles/steps.ts';
import { article } from './resources/article.ts';
import { category } from './resources/category.ts';
import { editor } from './resources/editor.ts';

/** What people write, and who may change it. */
export const articles = defineFeature({
  name: 'articles',
  resources: [category, editor, article],
  migrations: steps,
  migrationsFolder: 'src/infrastructure/migrations/articles',
});
