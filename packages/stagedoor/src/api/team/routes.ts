import { Type } from 'typebox';
import { AccountsError, fieldRefusal } from '../../core/kernel/errors.ts';
import type { Team } from '../../core/team/team.ts';
import { empty, json } from '../../http/answer/answer.ts';
import { textField } from '../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import type { ApiSection } from '../api-section.ts';
import { idParameter, oneOrganization, pageQuery } from '../organization/input.ts';
import { memberBody, memberPageSchema, nextSchema } from '../organization/schemas.ts';
import { answerSchema, idSchema, momentSchema } from '../schemas.ts';

const LIST = '/api/organizations/:id/teams/';
const ONE = `${LIST}:team/`;
const MEMBERS = `${ONE}members/`;

const { properties } = oneOrganization.params;
const oneTeam = { params: Type.Object({ ...properties, team: idParameter }) };
const oneTeamMember = { params: Type.Object({ ...properties, team: idParameter, user: idParameter }) };
const nameBody = Type.Object({ name: textField() });

const teamSchema = answerSchema('Team', { id: idSchema, name: Type.String(), created_at: momentSchema });
const teamPageSchema = answerSchema('TeamPage', { results: Type.Array(teamSchema), next: nextSchema });

function teamBody({ id, name, createdAt }: Team) {
  return { id, name, created_at: createdAt };
}

const shared = { issues: 'none', access: 'authenticated' } as const;
const changes = { ...shared, csrf: 'session', refuses: ['permission-denied'] } as const;
const looks = { ...shared, csrf: 'none', refuses: ['permission-denied'] } as const;

const listRoute = defineApiRoute({
  ...looks,
  name: 'api-team-list',
  method: 'GET',
  path: LIST,
  operation: 'listTeams',
  summary: 'The teams of an organization, or those that one of its members is in, by id: for its members.',
  responses: { 200: teamPageSchema },
  schema: {
    ...oneOrganization,
    query: Type.Object({ ...pageQuery.properties, user: Type.Optional(idParameter) }),
  },
  async handler(exchange, { params, query, principal }) {
    const asked = { principal, organizationId: params.id, afterId: query.after, userId: query.user };
    const { rows, next } = await exchange.context.useCases.team.list(asked);
    return json({ results: rows.map(teamBody), next });
  },
});

const createRoute = defineApiRoute({
  ...changes,
  name: 'api-team-create',
  method: 'POST',
  path: LIST,
  creates: true,
  operation: 'createTeam',
  summary: 'Make a team of an organization.',
  responses: { 201: teamSchema },
  schema: { ...oneOrganization, body: nameBody },
  async handler(exchange, { params, body, principal }) {
    const where = { by: principal, organizationId: params.id };
    return json(teamBody(await exchange.context.useCases.team.create({ ...where, name: body.name })), 201);
  },
});

const readRoute = defineApiRoute({
  ...looks,
  name: 'api-team-detail',
  method: 'GET',
  path: ONE,
  operation: 'getTeam',
  summary: 'A team of an organization.',
  responses: { 200: teamSchema },
  schema: oneTeam,
  async handler(exchange, { params, principal }) {
    const which = { principal, organizationId: params.id, teamId: params.team };
    return json(teamBody(await exchange.context.useCases.team.show(which)));
  },
});

const renameRoute = defineApiRoute({
  ...changes,
  name: 'api-team-change',
  method: 'PATCH',
  path: ONE,
  operation: 'renameTeam',
  summary: 'Call a team something else.',
  responses: { 200: teamSchema },
  schema: { ...oneTeam, body: nameBody },
  async handler(exchange, { params, body, principal }) {
    const which = { by: principal, organizationId: params.id, teamId: params.team };
    return json(teamBody(await exchange.context.useCases.team.rename({ ...which, name: body.name })));
  },
});

const deleteRoute = defineApiRoute({
  ...changes,
  name: 'api-team-delete',
  method: 'DELETE',
  path: ONE,
  operation: 'deleteTeam',
  summary: 'End a team; its members stay in the organization.',
  responses: { 204: null },
  schema: oneTeam,
  async handler(exchange, { params, principal }) {
    const which = { by: principal, organizationId: params.id, teamId: params.team };
    await exchange.context.useCases.team.delete(which);
    return empty();
  },
});

const membersRoute = defineApiRoute({
  ...looks,
  name: 'api-team-member-list',
  method: 'GET',
  path: MEMBERS,
  operation: 'listTeamMembers',
  summary: 'Who is in a team, by id: for the members of its organization.',
  responses: { 200: memberPageSchema },
  schema: { ...oneTeam, query: pageQuery },
  async handler(exchange, { params, query, principal }) {
    const which = { principal, organizationId: params.id, teamId: params.team };
    const { rows, next } = await exchange.context.useCases.team.listMembers({
      ...which,
      afterId: query.after,
    });
    return json({ results: rows.map(memberBody), next });
  },
});

const addRoute = defineApiRoute({
  ...changes,
  name: 'api-team-member-add',
  method: 'POST',
  path: MEMBERS,
  operation: 'addTeamMember',
  summary: 'Put a member of the organization into a team.',
  responses: { 204: null },
  schema: { ...oneTeam, body: Type.Object({ user: idParameter }) },
  async handler(exchange, { params, body, principal }) {
    const whom = { by: principal, organizationId: params.id, teamId: params.team, userId: body.user };
    if (!(await exchange.context.useCases.team.addMember(whom)))
      throw fieldRefusal('non_field_errors', 'in_team_already');
    return empty();
  },
});

const removeRoute = defineApiRoute({
  ...changes,
  name: 'api-team-member-remove',
  method: 'DELETE',
  path: `${MEMBERS}:user/`,
  operation: 'removeTeamMember',
  summary: 'Take a member of the organization out of a team.',
  responses: { 204: null },
  schema: oneTeamMember,
  async handler(exchange, { params, principal }) {
    const whom = { by: principal, organizationId: params.id, teamId: params.team, userId: params.user };
    if (!(await exchange.context.useCases.team.removeMember(whom)))
      throw new AccountsError({ code: 'not-found' });
    return empty();
  },
});

/** What a site answers that has organizations. */
export const teamSection: ApiSection = {
  tag: 'Teams',
  routes: [
    ...[listRoute, createRoute, readRoute, renameRoute, deleteRoute],
    ...[membersRoute, addRoute, removeRoute],
  ] as readonly ApiRoute[],
};
