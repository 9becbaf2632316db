import { apiSectionsOf } from '../api/api-interface.ts';
import type { ApiSection } from '../api/api-section.ts';
import type { FrontEnds } from '../api/front-ends/front-ends.ts';
import { describedOrganizations } from '../api/organization/described-organizations.ts';
import { organizationSection } from '../api/organization/routes.ts';
import { pictureSection } from '../api/picture/routes.ts';
import type { ServedResource } from '../api/resource/served-resource.ts';
import { teamSection } from '../api/team/routes.ts';
import type { Config } from '../config.ts';

/** What the JSON API answers with this configuration, and where; organizations are only described unless they are given. */
export function apiSectionsFrom(
  config: Config,
  organizations: ServedResource = describedOrganizations,
): readonly ApiSection[] {
  const moved = new Map(config.apiPaths.map(({ name, path }) => [name, path]));
  return apiSectionsOf(
    frontEndsFrom(config),
    { jwtPath: config.jwtPath, moved },
    sectionsAskedFor(config, organizations),
  );
}

/** What a site has only where its configuration says so. */
export function sectionsAskedFor(
  config: Config,
  organizations: ServedResource = describedOrganizations,
): readonly ApiSection[] {
  return [
    ...(config.organizations === 'off' ? [] : [organizationSection(organizations), teamSection]),
    ...(config.userPictures ? [pictureSection] : []),
  ];
}

/** Which endpoints of Django packages it asks for. */
export function frontEndsFrom(config: Config): FrontEnds {
  const { djRestAuthPath, djRestAuthTokens, djoserPath, loginBy, usernameResetConfirmUrl } = config;
  const resetsUsernames = usernameResetConfirmUrl !== null;
  const registrationPath = config.djRestAuthRegistrationPath ?? `${djRestAuthPath}registration/`;
  const djRestAuth = {
    tokens: djRestAuthTokens,
    registrationPath,
    oldPasswordAsked: config.oldPasswordFieldEnabled,
  };
  return {
    djRestAuth: djRestAuthPath === null ? null : { path: djRestAuthPath, ...djRestAuth },
    djoser: djoserPath === null ? null : { path: djoserPath, logInBy: loginBy, resetsUsernames },
  };
}
