import { defineFeature } from 'stagedoor';
import { steps } from './infrastructure/migrations/books/steps.ts';
import { author } from './resources/author.ts';
import { book } from './resources/book.ts';

/** A list of books that is filtered, searched and put in order. */
export const books = defineFeature({
  name: 'books',
  resources: [author, book],
  migrations: steps,
  migrationsFolder: 'src/infrastructure/migrations/books',
});
