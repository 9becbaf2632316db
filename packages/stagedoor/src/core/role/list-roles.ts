import { AccountsError } from '../kernel/errors.ts';
import { type Page, pageOf } from '../kernel/page.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import { rolesEverywhere } from './has-role.ts';
import { memberRoles } from './member-role.ts';
import type { HeldRole, Role } from './role.ts';

export interface RoleDetails extends Role {
  /** How often it was given, everywhere and in organizations. */
  readonly assignments: number;
}

/** Roles by ascending id, for whoever may see them: a page, at most 1,000 and 100 unless told. The next one begins after `next`. */
export async function listRoles(
  { roles }: Pick<Dependencies, 'roles'>,
  { afterId = 0, limit }: { readonly afterId?: number | undefined; readonly limit?: number | undefined } = {},
): Promise<Page<Role>> {
  return await pageOf(limit, (most) => roles.list({ afterId, limit: most }));
}

/** The role of this name, for whoever may see it; null where there is none. */
export async function findRole(
  { roles }: Pick<Dependencies, 'roles'>,
  { name }: { readonly name: string },
): Promise<Role | null> {
  return await roles.findByName(name.trim());
}

/** A role with how often it was given, for whoever may see it. @throws AccountsError `not-found` */
export async function showRole(
  { roles }: Pick<Dependencies, 'roles'>,
  { roleId }: { readonly roleId: number },
): Promise<RoleDetails> {
  const role = await roles.findById(roleId);
  if (role === null) throw new AccountsError({ code: 'not-found' });
  return { ...role, assignments: await roles.countAssignments(roleId) };
}

/** All that somebody is: everywhere, by a group, a field or the table of roles, and in each of their organizations. One statement. */
export async function listHeldRoles(
  { roles, settings }: Pick<Dependencies, 'roles' | 'settings'>,
  { principal }: { readonly principal: Principal },
): Promise<readonly HeldRole[]> {
  const names = new Set(rolesEverywhere(principal, settings.extraFields));
  const everywhere = [...names].toSorted().map((role) => ({ role, organizationId: null }));
  const held = await roles.listHeld(principal.user.id);
  return [...everywhere, ...held.filter(({ organizationId }) => organizationId !== null)];
}

const ofMembers: ReadonlySet<string> = new Set(memberRoles);

/** What somebody has of the table of roles, everywhere and in their organizations, for whoever may see it: of their groups, fields and memberships nothing. */
export async function listRolesOfUser(
  { roles }: Pick<Dependencies, 'roles'>,
  { userId }: { readonly userId: number },
): Promise<readonly HeldRole[]> {
  return (await roles.listHeld(userId)).filter(({ role }) => !ofMembers.has(role));
}
