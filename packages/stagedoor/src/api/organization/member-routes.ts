import { Type } from 'typebox';
import { AccountsError, fieldRefusal } from '../../core/kernel/errors.ts';
import { empty, json } from '../../http/answer/answer.ts';
import { textField } from '../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { oneMember, oneOrganization, pageQuery, readMemberRole } from './input.ts';
import { memberBody, memberPageSchema } from './schemas.ts';

const LIST = '/api/organizations/:id/members/';
const ONE = `${LIST}:user/`;
const roleBody = Type.Object({ role: textField() });

const listRoute = defineApiRoute({
  name: 'api-organization-member-list',
  method: 'GET',
  path: LIST,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'listOrganizationMembers',
  summary: 'Who is in an organization, by id: for its members.',
  responses: { 200: memberPageSchema },
  refuses: ['permission-denied'],
  schema: { ...oneOrganization, query: pageQuery },
  async handler(exchange, { params, query, principal }) {
    const { organization } = exchange.context.useCases;
    const asked = { principal, organizationId: params.id, afterId: query.after };
    const { rows, next } = await organization.listMembers(asked);
    return json({ results: rows.map(memberBody), next });
  },
});

const changeRoute = defineApiRoute({
  name: 'api-organization-member-change',
  method: 'PATCH',
  path: ONE,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'setOrganizationMemberRole',
  summary: 'Make a member an owner, an admin, or a member like others.',
  responses: { 204: null },
  refuses: ['permission-denied'],
  schema: { ...oneMember, body: roleBody },
  async handler(exchange, { params, body, principal }) {
    const { organization } = exchange.context.useCases;
    const whom = { by: principal, organizationId: params.id, userId: params.user };
    await organization.setMemberRole({ ...whom, role: readMemberRole(body.role) });
    return empty();
  },
});

const removeRoute = defineApiRoute({
  name: 'api-organization-member-remove',
  method: 'DELETE',
  path: ONE,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'removeOrganizationMember',
  summary: 'Take a member out of an organization.',
  responses: { 204: null },
  refuses: ['permission-denied', 'invalid-input'],
  schema: oneMember,
  async handler(exchange, { params, principal }) {
    const { organization } = exchange.context.useCases;
    await organization.removeMember({ by: principal, organizationId: params.id, userId: params.user });
    return empty();
  },
});

const assignRoute = defineApiRoute({
  name: 'api-organization-role-assign',
  method: 'POST',
  path: `${ONE}roles/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'assignOrganizationRole',
  summary: 'Give a member a role of the site’s in this organization.',
  responses: { 204: null },
  refuses: ['permission-denied'],
  schema: { ...oneMember, body: roleBody },
  async handler(exchange, { params, body, principal }) {
    const { organization } = exchange.context.useCases;
    const whom = { by: principal, organizationId: params.id, userId: params.user };
    const isNew = await organization.assignRole({ ...whom, role: body.role });
    if (!isNew) throw fieldRefusal('non_field_errors', 'role_assigned');
    return empty();
  },
});

const unassignRoute = defineApiRoute({
  name: 'api-organization-role-unassign',
  method: 'DELETE',
  path: `${ONE}roles/:role/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'unassignOrganizationRole',
  summary: 'Take a role of the site’s in this organization from a member.',
  responses: { 204: null },
  refuses: ['permission-denied'],
  schema: { params: Type.Object({ ...oneMember.params.properties, role: Type.String({ maxLength: 80 }) }) },
  async handler(exchange, { params, principal }) {
    const { organization } = exchange.context.useCases;
    const whom = { by: principal, organizationId: params.id, userId: params.user };
    if (!(await organization.unassignRole({ ...whom, role: params.role })))
      throw new AccountsError({ code: 'not-found' });
    return empty();
  },
});

const transferRoute = defineApiRoute({
  name: 'api-organization-transfer',
  method: 'POST',
  path: '/api/organizations/:id/transfer/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'transferOrganization',
  summary: 'Make another member an owner in one’s own place; one is an admin afterwards.',
  responses: { 204: null },
  refuses: ['permission-denied'],
  schema: {
    ...oneOrganization,
    body: Type.Object({ user: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }) }),
  },
  async handler(exchange, { params, body, principal }) {
    const { organization } = exchange.context.useCases;
    await organization.transfer({ principal, organizationId: params.id, userId: body.user });
    return empty();
  },
});

export const memberRoutes: readonly ApiRoute[] = [
  listRoute,
  changeRoute,
  removeRoute,
  assignRoute,
  unassignRoute,
  transferRoute,
];
