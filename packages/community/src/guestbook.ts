import { defineFeature, defineJob } from 'stagedoor';
import { guestBookRoutes } from './api/guestbook/routes.ts';
import { guestBookSettings } from './core/guestbook/settings.ts';
import { guestBookUseCases } from './core/guestbook/use-cases.ts';
import { createEntryStore } from './infrastructure/guestbook/entry-store.ts';
import { guestBookMigrations } from './infrastructure/guestbook/migrations.ts';
import { guestBookTexts } from './texts/guestbook.ts';
import { guestBookPages } from './web/guestbook/pages.tsx';

const removeOld = defineJob('remove-old');

/** The guest book: a table, an API, a page and a nightly job of the site's own. */
export const guestBook = defineFeature({
  name: 'guestbook',
  migrations: guestBookMigrations,
  stores: (connection) => ({ entries: createEntryStore(connection) }),
  texts: guestBookTexts,
  settings: guestBookSettings,
  useCases: guestBookUseCases,
  jobs: (useCases) => [removeOld.handledBy(() => useCases.removeOld())],
  schedule: [{ cron: '20 4 * * *', job: removeOld }],
  api: guestBookRoutes,
  pages: guestBookPages,
});
