import type { MemberRole } from './organization.ts';

const member = ['stagedoor.view_organization', 'stagedoor.view_membership', 'stagedoor.view_team'] as const;
const admin = [
  ...member,
  'stagedoor.change_organization',
  'stagedoor.change_membership',
  'stagedoor.delete_membership',
  'stagedoor.view_invitation',
  'stagedoor.add_invitation',
  'stagedoor.change_invitation',
  'stagedoor.delete_invitation',
  'stagedoor.add_team',
  'stagedoor.change_team',
  'stagedoor.delete_team',
] as const;

/**
 * What a member may in their organization, by what they are: an admin everything but to end it, and so nothing to an owner. Nobody brings
 * somebody in who was not asked: `stagedoor.add_membership` is the site's own.
 */
export const memberPermissions: Readonly<Record<MemberRole, readonly string[]>> = {
  owner: [...admin, 'stagedoor.delete_organization'],
  admin,
  member,
};
