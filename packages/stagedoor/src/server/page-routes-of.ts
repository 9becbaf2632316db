import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { Route } from '../http/route/route.ts';
import { logInPage } from '../web/login/pages.tsx';
import { mailCatcherRoutes } from '../web/mail/pages.tsx';
import { pageRoutes } from '../web/page-route.ts';
import { webRoutesOf } from '../web/web-routes.ts';
import { featurePages } from './feature-routes.ts';

/** Every page of a site; in development with those of the mail catcher. */
export function pageRoutesOf(
  stagedoor: Pick<Stagedoor, 'mailCatcher' | 'openedFeatures' | 'settings'>,
): readonly Route[] {
  const { mailCatcher, settings } = stagedoor;
  return [
    ...webRoutesOf(settings),
    // The JSON API has this address too: who asks for a page gets this one.
    ...pageRoutes({ name: 'login', at: ['/login/'], access: 'anonymous', issues: 'session', ...logInPage }),
    ...featurePages(stagedoor),
    ...(mailCatcher === null ? [] : mailCatcherRoutes(mailCatcher)),
  ];
}
