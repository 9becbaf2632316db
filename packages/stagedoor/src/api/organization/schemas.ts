import { Type } from 'typebox';
import type { Invitation } from '../../core/organization/invitation-store.ts';
import { type Member, memberRoles, type OwnOrganization } from '../../core/organization/organization.ts';
import { rowSchema } from '../resource/row-schemas.ts';
import { answerSchema, idSchema, momentSchema } from '../schemas.ts';
import { describedOrganizations } from './described-organizations.ts';

export const memberRoleSchema = Type.Union(memberRoles.map((role) => Type.Literal(role)));

/** As of any resource. */
export const organizationSchema = rowSchema(describedOrganizations);

export function organizationBody(
  organization: Omit<OwnOrganization, 'role'> & { readonly role: string | null },
) {
  const { id, name, role, createdAt } = organization;
  return { id, name, role, created_at: createdAt };
}

export const memberSchema = answerSchema('OrganizationMember', {
  id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: 'Of the user.' }),
  username: Type.Union([Type.String(), Type.Null()]),
  email: Type.String(),
  first_name: Type.String(),
  last_name: Type.String(),
  role: memberRoleSchema,
  roles: Type.Array(Type.String(), { description: 'The roles of the site that they have here.' }),
  joined_at: momentSchema,
});

export function memberBody({ user, role, siteRoles, joinedAt }: Member) {
  const { id, username, email, firstName, lastName } = user;
  const names = { first_name: firstName, last_name: lastName };
  return { id, username, email, ...names, role, roles: siteRoles, joined_at: joinedAt };
}

export const invitationSchema = answerSchema('Invitation', {
  id: idSchema,
  email: Type.String(),
  role: memberRoleSchema,
  invited_by: Type.Union([idSchema, Type.Null()], { description: 'Null for the operator.' }),
  created_at: momentSchema,
  expires_at: momentSchema,
  is_open: Type.Boolean({ description: 'Whether its link still works; what is over can be sent again.' }),
});

export function invitationBody({ id, email, role, invitedBy, createdAt, expiresAt }: Invitation, now: Date) {
  const said = { id, email, role, invited_by: invitedBy, created_at: createdAt, expires_at: expiresAt };
  return { ...said, is_open: expiresAt > now };
}

/** What is in a list, and the id after which the next page begins; null where nothing follows. */
export const nextSchema = Type.Union([Type.Integer(), Type.Null()], {
  description: 'Asked for as `after`, the next page; null where nothing follows.',
});

export const memberPageSchema = answerSchema('OrganizationMemberPage', {
  results: Type.Array(memberSchema),
  next: nextSchema,
});
export const invitationPageSchema = answerSchema('InvitationPage', {
  results: Type.Array(invitationSchema),
  next: nextSchema,
});
