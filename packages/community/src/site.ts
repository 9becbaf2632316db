import type { Site } from 'stagedoor';
import { registerApiRoutes } from 'stagedoor/api';
import { homeApiRoutes } from './api/home/routes.ts';
import { branding } from './branding.ts';
import { guestBook } from './guestbook.ts';
import { home } from './home.ts';

/** The community on Stagedoor: its settings where the environment says nothing, and its own pages. */
export const site: Site = {
  defaults: {
    SITE_NAME: 'Green Room',
    PASSWORD_COMPOSITION: 'letter,upper,digit,lower',
    UNVERIFIED_MAY_LOG_IN: 'true',
    REMOVE_UNACTIVATED_AFTER_MINUTES: '15',
  },
  branding,
  features: [home, guestBook],
  server: {
    extend: (app, context) => {
      registerApiRoutes(app, context, homeApiRoutes);
    },
  },
};
