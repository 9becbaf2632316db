import { Type } from 'typebox';
import { fieldRefusal } from '../../core/kernel/errors.ts';
import { type MemberRole, memberRoles } from '../../core/organization/organization.ts';

/** A key in an address, a query or a body. */
export const idParameter = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

export const oneOrganization = { params: Type.Object({ id: idParameter }) };
export const oneMember = { params: Type.Object({ id: idParameter, user: idParameter }) };
export const oneInvitation = { params: Type.Object({ id: idParameter, invitation: idParameter }) };
export const pageQuery = Type.Object({ after: Type.Optional(Type.Integer({ minimum: 0 })) });

/** What a member is to be. @throws AccountsError `invalid-input` at `role` */
export function readMemberRole(given: string): MemberRole {
  const role = memberRoles.find((known) => known === given);
  if (role === undefined) throw fieldRefusal('role', 'invalid_choice', { input: given.slice(0, 100) });
  return role;
}
