import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import { logInPage } from '../web/login/pages.tsx';
import { mailCatcherRoutes } from '../web/mail/pages.tsx';
import { pageRoutes } from '../web/page-route.ts';
import { refusePage } from '../web/refuse-page.tsx';
import { webRoutes } from '../web/web-routes.ts';
import { featurePages } from './define-feature.ts';
import type { MountedInterface } from './mounted-interface.ts';

/** The HTML interface for people; in development with the pages of the mail catcher. */
export function pageInterfaceOf(stagedoor: Stagedoor): MountedInterface {
  const { mailCatcher } = stagedoor;
  return {
    httpInterface: { mediaType: 'text/html', credentials: 'session', refuse: refusePage },
    routes: [
      ...webRoutes,
      // The JSON API has this address too: who asks for a page gets this one.
      ...pageRoutes({ name: 'login', at: ['/login/'], access: 'anonymous', issues: 'session', ...logInPage }),
      ...featurePages(stagedoor),
      ...(mailCatcher === null ? [] : mailCatcherRoutes(mailCatcher)),
    ],
  };
}
