import type { Site } from 'stagedoor';
import { registerPages } from 'stagedoor/web';
import { homeRoutes } from './web/home/pages.tsx';

/** The community on Stagedoor: its settings where the environment says nothing, and its own pages. */
export const site: Site = {
  defaults: {
    SITE_NAME: 'Green Room',
    PASSWORD_COMPOSITION: 'letter,upper,digit,lower',
    UNVERIFIED_MAY_LOG_IN: 'true',
    REMOVE_UNACTIVATED_AFTER_MINUTES: '15',
  },
  server: { extend: (app, context) => registerPages(app, context, homeRoutes) },
};
