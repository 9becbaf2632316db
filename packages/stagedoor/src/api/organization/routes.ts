import { Type } from 'typebox';
import { empty, json } from '../../http/answer/answer.ts';
import { textField } from '../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import type { ApiSection } from '../api-section.ts';
import { oneOrganization, pageQuery } from './input.ts';
import { invitationRoutes } from './invitation-routes.ts';
import { memberRoutes } from './member-routes.ts';
import { organizationBody, organizationPageSchema, organizationSchema } from './schemas.ts';

const LIST = '/api/organizations/';
const ONE = `${LIST}:id/`;
const nameBody = Type.Object({ name: textField() });

const listRoute = defineApiRoute({
  name: 'api-organization-list',
  method: 'GET',
  path: LIST,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'listOrganizations',
  summary: 'The organizations that the user is in, by id.',
  responses: { 200: organizationPageSchema },
  refuses: ['permission-denied'],
  schema: { query: pageQuery },
  async handler(exchange, { query, principal }) {
    const { organization } = exchange.context.useCases;
    const { rows, next } = await organization.listOwn({ principal, afterId: query.after });
    return json({ results: rows.map(organizationBody), next });
  },
});

const createRoute = defineApiRoute({
  name: 'api-organization-create',
  method: 'POST',
  path: LIST,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  creates: true,
  operation: 'createOrganization',
  summary: 'Make an organization, which the user owns.',
  responses: { 201: organizationSchema },
  refuses: ['permission-denied', 'email-unverified'],
  schema: { body: nameBody },
  async handler(exchange, { body, principal }) {
    const { organization } = exchange.context.useCases;
    const made = await organization.create({ by: principal, name: body.name });
    return json(organizationBody({ ...made, role: 'owner' }), 201);
  },
});

const readRoute = defineApiRoute({
  name: 'api-organization-detail',
  method: 'GET',
  path: ONE,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'getOrganization',
  summary: 'One of the user’s organizations.',
  responses: { 200: organizationSchema },
  schema: oneOrganization,
  async handler(exchange, { params, principal }) {
    const { organization } = exchange.context.useCases;
    return json(organizationBody(await organization.show({ principal, organizationId: params.id })));
  },
});

const renameRoute = defineApiRoute({
  name: 'api-organization-change',
  method: 'PATCH',
  path: ONE,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'renameOrganization',
  summary: 'Call an organization something else.',
  responses: { 200: organizationSchema },
  refuses: ['permission-denied'],
  schema: { ...oneOrganization, body: nameBody },
  async handler(exchange, { params, body, principal }) {
    const { organization } = exchange.context.useCases;
    const organizationId = params.id;
    await organization.rename({ by: principal, organizationId, name: body.name });
    return json(organizationBody(await organization.show({ principal, organizationId })));
  },
});

const deleteRoute = defineApiRoute({
  name: 'api-organization-delete',
  method: 'DELETE',
  path: ONE,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'deleteOrganization',
  summary: 'End an organization, with all that belongs to it.',
  responses: { 204: null },
  refuses: ['permission-denied'],
  schema: oneOrganization,
  async handler(exchange, { params, principal }) {
    await exchange.context.useCases.organization.delete({ by: principal, organizationId: params.id });
    return empty();
  },
});

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
  listRoute,
  createRoute,
  readRoute,
  renameRoute,
  deleteRoute,
  leaveRoute,
  ...memberRoutes,
  ...invitationRoutes,
  activeRoute,
  switchRoute,
];

/** What a site answers that has organizations. */
export const organizationSection: ApiSection = { tag: 'Organizations', routes };
