import { Type } from 'typebox';
import { empty, json } from '../../http/answer/answer.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import type { ApiSection } from '../api-section.ts';
import { accountResourceRoutes } from '../resource/account-routes.ts';
import type { ServedResource } from '../resource/served-resource.ts';
import { oneOrganization } from './input.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { memberRoutes } from './member-routes.ts';

const ONE = '/api/organizations/:id/';

const leaveRoute = defineApiRoute({
  name: 'api-organization-leave',
  method: 'POST',
  path: `${ONE}leave/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'leaveOrganization',
  summary: 'Leave an organization. The last owner stays.',
  responses: { 204: null },
  refuses: ['permission-denied', 'invalid-input'],
  schema: oneOrganization,
  async handler(exchange, { params, principal }) {
    await exchange.context.useCases.organization.leave({ principal, organizationId: params.id });
    return empty();
  },
});

const activeSchema = Type.Object(
  { organization: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]) },
  { additionalProperties: false },
);

const activeRoute = defineApiRoute({
  name: 'api-active-organization',
  method: 'GET',
  path: '/api/users/me/organization/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'getActiveOrganization',
  summary: 'In which organization the session acts; null for none.',
  responses: { 200: activeSchema },
  async handler(exchange, { principal }) {
    const active = await exchange.context.useCases.organization.active({ principal });
    return json({ organization: active?.id ?? null });
  },
});

const switchRoute = defineApiRoute({
  name: 'api-active-organization-switch',
  method: 'PUT',
  path: '/api/users/me/organization/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'switchOrganization',
  summary: 'Let the session act in one of the user’s organizations, or in none (0).',
  responses: { 200: activeSchema },
  refuses: ['permission-denied', 'not-found'],
  schema: { body: Type.Object({ organization: Type.Integer({ minimum: 0 }) }) },
  async handler(exchange, { body, principal }) {
    const organizationId = body.organization === 0 ? null : body.organization;
    const { organization } = exchange.context.useCases;
    const active = await organization.switch({ principal, organizationId });
    return json({ organization: active?.id ?? null });
  },
});

const routes: readonly ApiRoute[] = [
  leaveRoute,
  ...memberRoutes,
  ...invitationRoutes,
  activeRoute,
  switchRoute,
];

/** What a site answers that has organizations: they themselves as rows of any resource, and what is done with one. */
export function organizationSection(organizations: ServedResource): ApiSection {
  return { tag: 'Organizations', routes: [...accountResourceRoutes(organizations), ...routes] };
}
