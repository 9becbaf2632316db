import { defineFeature } from 'stagedoor';
import { guestBookRoutes, shown } from './api/guestbook/routes.ts';
import { guestBookCommands } from './cli/guestbook/commands.ts';
import { lineRemoval, linesForgotten } from './core/guestbook/audit-events.ts';
import { signed } from './core/guestbook/events.ts';
import { newLine } from './core/guestbook/new-line.ts';
import { deleteEntry } from './core/guestbook/permissions.ts';
import { repeated } from './core/guestbook/refusals.ts';
import { guestBookSettings } from './core/guestbook/settings.ts';
import { forgetLines, type GuestBookStores, guestBookUseCases } from './core/guestbook/use-cases.ts';
import { createEntryStore } from './infrastructure/guestbook/entry-store.ts';
import { guestBookMigrations } from './infrastructure/guestbook/migrations.ts';
import { newLineMail } from './mail/guestbook-mails.ts';
import { guestBookTexts } from './texts/guestbook.ts';
import { guestBookPages } from './web/guestbook/pages.tsx';

/** The guest book: a table, an API, pages and commands of the site's own, lines that grow old, who may remove what others wrote. */
export const guestBook = defineFeature({
  name: 'guestbook',
  migrations: guestBookMigrations,
  stores: (connection) => ({ entries: createEntryStore(connection) }),
  texts: guestBookTexts,
  settings: guestBookSettings,
  auditEvents: [
    lineRemoval.describedAs(guestBookTexts.keys.lineRemoval),
    linesForgotten.describedAs(guestBookTexts.keys.linesForgotten),
  ],
  permissions: [deleteEntry.describedAs(guestBookTexts.keys.mayDelete)],
  refusals: [repeated.describedAs(guestBookTexts.keys.repeated)],
  events: [signed],
  on: (guestBook) => [
    signed.handledBy<GuestBookStores>(({ data }, { transact }) => guestBook.tellOwner(data.lineId, transact)),
  ],
  mails: [newLine.writtenBy(newLineMail)],
  useCases: guestBookUseCases,
  exportOf: async (guestBook, userId) => ({ lines: (await guestBook.listOf(userId)).map(shown) }),
  expire: (guestBook, { most }) => guestBook.removeOld(most),
  forget: forgetLines,
  commands: guestBookCommands,
  api: guestBookRoutes,
  pages: guestBookPages,
});
