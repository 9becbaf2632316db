import type { Route } from '../../http/route/route.ts';
import { confirmedRoutes } from './confirm-pages.tsx';
import { detailRoutes } from './detail-page.tsx';
import { editRoutes } from './edit-pages.tsx';
import { invitationRoutes } from './invitation-pages.tsx';
import { inviteRoutes } from './invite-pages.tsx';
import { listRoutes } from './list-pages.tsx';
import { memberRoutes } from './member-pages.tsx';
import { teamRoutes } from './team-pages.tsx';

/** What a site with organizations shows of them. */
export const organizationRoutes: readonly Route[] = [
  ...listRoutes,
  ...detailRoutes,
  ...inviteRoutes,
  ...editRoutes,
  ...memberRoutes,
  ...teamRoutes,
  ...confirmedRoutes,
  ...invitationRoutes,
];
