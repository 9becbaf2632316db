import { challenged } from '../http/credential/challenge.ts';
import { refuseInJson } from '../http/refusal/refusals.ts';
import type { HttpInterface } from '../http/route/http-interface.ts';
import { type Addresses, atAddresses, usualAddresses } from './addresses.ts';
import type { ApiRoute } from './api-route.ts';
import type { ApiSection } from './api-section.ts';
import { auditRoutes } from './audit/routes.ts';
import { describeAddress } from './describe-address.ts';
import { type FrontEnds, frontEndSections } from './front-ends/front-ends.ts';
import { refuseStage } from './login/refuse-stage.ts';
import { logInRoutes } from './login/routes.ts';
import { passkeySection } from './passkey/routes.ts';
import { passwordRoutes } from './password/routes.ts';
import { secondFactorSection } from './second-factor/routes.ts';
import { sessionRoutes } from './session/routes.ts';
import { tokenRoutes } from './token/routes.ts';
import { emailRoutes } from './user/email-routes.ts';
import { userRoutes } from './user/routes.ts';

/** The JSON API: everything it answers, and how it says no. */
export const apiInterface: HttpInterface = {
  mediaType: 'application/json',
  describe: describeAddress,
  credentials: 'any',
  refuse(problem, exchange) {
    const { translate, context } = exchange;
    if (problem.code === 'stage-required') return refuseStage(exchange, problem);
    return challenged(refuseInJson(problem, translate), problem.code, context.settings.challenge);
  },
};

/** The routes of every site, as the OpenAPI document groups them. */
export const apiSections: readonly ApiSection[] = [
  { tag: 'Log-in', routes: logInRoutes },
  { tag: 'Account', routes: userRoutes },
  { tag: 'Addresses', routes: emailRoutes },
  { tag: 'Password', routes: passwordRoutes },
  secondFactorSection,
  passkeySection,
  { tag: 'Sessions', routes: sessionRoutes },
  { tag: 'Tokens', routes: tokenRoutes },
  { tag: 'Devices', routes: auditRoutes },
];

/** What a site answers: the routes of every site, those that its configuration asks for, then those for front ends that were written for Django packages. */
export function apiSectionsOf(
  frontEnds: FrontEnds,
  addresses: Addresses = usualAddresses,
  asked: readonly ApiSection[] = [],
): readonly ApiSection[] {
  return atAddresses([...apiSections, ...asked, ...frontEndSections(frontEnds)], addresses);
}

export const apiRoutes: readonly ApiRoute[] = apiSections.flatMap(({ routes }) => routes);
