import { Type } from 'typebox';
import { empty, json } from '../../http/answer/answer.ts';
import { textField } from '../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { oneInvitation, oneOrganization, pageQuery, readMemberRole } from './input.ts';
import { refuseBadKey } from './refuse-bad-key.ts';
import {
  invitationBody,
  invitationPageSchema,
  invitationSchema,
  organizationBody,
  organizationSchema,
} from './schemas.ts';
import { invitationSignUpRoute } from './sign-up-route.ts';

const LIST = '/api/organizations/:id/invitations/';
const ONE = `${LIST}:invitation/`;

const listRoute = defineApiRoute({
  name: 'api-invitation-list',
  method: 'GET',
  path: LIST,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'listInvitations',
  summary: 'Who is invited to an organization, by id: for its admins and owners.',
  responses: { 200: invitationPageSchema },
  refuses: ['permission-denied'],
  schema: { ...oneOrganization, query: pageQuery },
  async handler(exchange, { params, query, principal }) {
    const { invitation } = exchange.context.useCases;
    const asked = { principal, organizationId: params.id, afterId: query.after };
    const { rows, next } = await invitation.list(asked);
    return json({ results: rows.map((one) => invitationBody(one, exchange.now)), next });
  },
});

const sendRoute = defineApiRoute({
  name: 'api-invitation-send',
  method: 'POST',
  path: LIST,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  creates: true,
  operation: 'sendInvitation',
  summary: 'Invite whoever reads an address, by an e-mail.',
  responses: { 201: invitationSchema },
  refuses: ['permission-denied', 'throttled'],
  throttle: 'mail',
  schema: { ...oneOrganization, body: Type.Object({ email: textField(), role: textField() }) },
  async handler(exchange, { params, body, principal }) {
    const { visitor, context } = exchange;
    const where = { by: principal, organizationId: params.id, visitor };
    const role = readMemberRole(body.role);
    return json(
      invitationBody(
        await context.useCases.invitation.send({ ...where, email: body.email, role }),
        exchange.now,
      ),
      201,
    );
  },
});

const resendRoute = defineApiRoute({
  name: 'api-invitation-resend',
  method: 'POST',
  path: `${ONE}resend/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'resendInvitation',
  summary: 'Send an invitation again, with a new link.',
  responses: { 200: invitationSchema },
  refuses: ['permission-denied', 'throttled'],
  throttle: 'mail',
  schema: oneInvitation,
  async handler(exchange, { params, principal }) {
    const { visitor, context } = exchange;
    const which = { by: principal, organizationId: params.id, invitationId: params.invitation, visitor };
    return json(invitationBody(await context.useCases.invitation.resend(which), exchange.now));
  },
});

const revokeRoute = defineApiRoute({
  name: 'api-invitation-revoke',
  method: 'DELETE',
  path: ONE,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'revokeInvitation',
  summary: 'Take an invitation back.',
  responses: { 204: null },
  refuses: ['permission-denied'],
  schema: oneInvitation,
  async handler(exchange, { params, principal }) {
    const which = { by: principal, organizationId: params.id, invitationId: params.invitation };
    await exchange.context.useCases.invitation.revoke(which);
    return empty();
  },
});

const acceptRoute = defineApiRoute({
  name: 'api-invitation-accept',
  method: 'POST',
  path: '/api/invitations/accept/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'acceptInvitation',
  summary:
    'Come into the organization that a mailed key invites to: once, and only who has verified its address.',
  responses: { 200: organizationSchema },
  refuses: ['permission-denied'],
  schema: { body: Type.Object({ key: textField() }) },
  refuse: refuseBadKey,
  async handler(exchange, { body, principal }) {
    const { invitation, organization } = exchange.context.useCases;
    const { id: organizationId } = await invitation.accept({ principal, key: body.key });
    return json(organizationBody(await organization.show({ principal, organizationId })));
  },
});

export const invitationRoutes: readonly ApiRoute[] = [
  listRoute,
  sendRoute,
  resendRoute,
  revokeRoute,
  acceptRoute,
  invitationSignUpRoute,
];
