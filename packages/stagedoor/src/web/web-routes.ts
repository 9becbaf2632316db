import type { Settings } from '../core/settings.ts';
import type { Route } from '../http/route/route.ts';
import { auditRoutes } from './audit/pages.tsx';
import { logInRoutes } from './login/pages.tsx';
import { noticeRoutes } from './notice/pages.tsx';
import { organizationRoutes } from './organization/routes.ts';
import { passkeyRoutes } from './passkey/pages.tsx';
import { passwordRoutes } from './password/pages.tsx';
import { passwordResetRoutes } from './password/reset-pages.tsx';
import { wellKnownPasswordRoutes } from './password/well-known.ts';
import { secondFactorRoutes } from './second-factor/pages.tsx';
import { sessionRoutes } from './session/pages.tsx';
import { tokenRoutes } from './token/pages.tsx';
import { activationRoutes } from './user/activation-pages.tsx';
import { addressListRoutes } from './user/address-list-pages.tsx';
import { dataRoutes } from './user/data-pages.tsx';
import { emailRoutes } from './user/email-pages.tsx';
import { invitationSignUpRoutes } from './user/invitation-sign-up-pages.tsx';
import { pictureRoutes } from './user/picture-pages.tsx';
import { profileRoutes } from './user/profile-pages.tsx';
import { signUpRoutes } from './user/sign-up-pages.tsx';

/** The pages of every site, by feature. */
const usualRoutes: readonly Route[] = [
  ...signUpRoutes,
  ...activationRoutes,
  ...profileRoutes,
  ...pictureRoutes,
  ...noticeRoutes,
  ...addressListRoutes,
  ...emailRoutes,
  ...dataRoutes,
  ...logInRoutes,
  ...passwordRoutes,
  ...passwordResetRoutes,
  ...wellKnownPasswordRoutes,
  ...secondFactorRoutes,
  ...passkeyRoutes,
  ...sessionRoutes,
  ...tokenRoutes,
  ...auditRoutes,
];

/** Every page for people that any site has. */
export const webRoutes: readonly Route[] = [...usualRoutes, ...organizationRoutes, ...invitationSignUpRoutes];

/** Those that a site has as it is configured. */
export function webRoutesOf({ organizations }: Pick<Settings, 'organizations'>): readonly Route[] {
  return organizations.mode === 'off' ? usualRoutes : webRoutes;
}
