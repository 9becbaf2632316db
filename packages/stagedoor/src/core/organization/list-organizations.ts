import { AccountsError } from '../kernel/errors.ts';
import { type Page, pageSize } from '../kernel/page.ts';
import { actsAsThemselves } from '../session/authority.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import { memberPermissions } from './member-permissions.ts';
import type { Member, MemberRole, Organization, OwnOrganization } from './organization.ts';
import { requireSight } from './rights-in-organization.ts';

interface PageAsked {
  readonly afterId?: number | undefined;
  readonly limit?: number | undefined;
}

/** The organizations that somebody is a member of, by ascending id. @throws AccountsError `permission-denied` for a token with a scope */
export async function listOwnOrganizations(
  { organizations }: Pick<Dependencies, 'organizations'>,
  { principal, ...page }: PageAsked & { readonly principal: Principal },
): Promise<Page<OwnOrganization>> {
  if (!actsAsThemselves(principal)) throw new AccountsError({ code: 'permission-denied' });
  return await listOrganizationsOfUser({ organizations }, { userId: principal.user.id, ...page });
}

/** The same for whoever may see it. */
export async function listOrganizationsOfUser(
  { organizations }: Pick<Dependencies, 'organizations'>,
  { userId, ...page }: PageAsked & { readonly userId: number },
): Promise<Page<OwnOrganization>> {
  return await pageOfIds(page, {
    list: (asked) => organizations.listOfUser(userId, asked),
    idOf: ({ id }) => id,
  });
}

/** All organizations by ascending id, for whoever may see them. */
export async function listOrganizations(
  { organizations }: Pick<Dependencies, 'organizations'>,
  page: PageAsked = {},
): Promise<Page<Organization>> {
  return await pageOfIds(page, { list: (asked) => organizations.list(asked), idOf: ({ id }) => id });
}

const MOST_NAMED = 20;

/** Those that a word names, for whoever may see them: `id:7` is a number, anything else a name, which several may have. */
export async function findNamedOrganizations(
  { organizations }: Pick<Dependencies, 'organizations'>,
  { word }: { readonly word: string },
): Promise<readonly Organization[]> {
  const [, id] = /^id:(\d{1,16})$/.exec(word) ?? [];
  if (id === undefined) return await organizations.listNamed(word.trim(), MOST_NAMED);
  const found = Number.isSafeInteger(Number(id)) ? await organizations.find(Number(id)) : null;
  return found === null ? [] : [found];
}

/** An organization as somebody sees it who may. */
export interface ShownOrganization extends Organization {
  /** Null for who sees it without being in it, and for a token with a scope, which is in none. */
  readonly role: MemberRole | null;
  /** Which of the permissions that an owner has they hold there, as `stagedoor.add_invitation`: for what is shown to them, and no judgement. */
  readonly permissions: readonly string[];
}

/** An organization, for its members and who holds `stagedoor.view_organization`. @throws AccountsError `not-found` */
export async function showOrganization(
  stores: Pick<Dependencies, 'organizations' | 'memberships' | 'roles'>,
  { principal, organizationId }: { readonly principal: Principal; readonly organizationId: number },
): Promise<ShownOrganization> {
  const permission = 'stagedoor.view_organization';
  const { organization, holds } = await requireSight(stores, principal, { organizationId, permission });
  const isIn = actsAsThemselves(principal);
  const membership = isIn ? await stores.memberships.find(organizationId, principal.user.id) : null;
  return {
    ...organization,
    role: membership?.role ?? null,
    permissions: memberPermissions.owner.filter(holds),
  };
}

/** Who is in an organization, by ascending id, for its members. @throws AccountsError `not-found`, `permission-denied` */
export async function listOrganizationMembers(
  stores: Pick<Dependencies, 'organizations' | 'memberships' | 'roles'>,
  input: PageAsked & { readonly principal: Principal; readonly organizationId: number },
): Promise<Page<Member>> {
  const { principal, organizationId, ...page } = input;
  await requireSight(stores, principal, { organizationId, permission: 'stagedoor.view_membership' });
  return await membersOf(stores, { organizationId, ...page });
}

/** One of them, for its members. @throws AccountsError `not-found`, `permission-denied` */
export async function showOrganizationMember(
  stores: Pick<Dependencies, 'organizations' | 'memberships' | 'roles'>,
  input: { readonly principal: Principal; readonly organizationId: number; readonly userId: number },
): Promise<Member> {
  const { userId, ...where } = input;
  const { rows } = await listOrganizationMembers(stores, { ...where, afterId: userId - 1, limit: 1 });
  const member = rows.find((one) => one.userId === userId);
  if (member === undefined) throw new AccountsError({ code: 'not-found' });
  return member;
}

/** All of them, for whoever may see it. */
export async function membersOf(
  { memberships }: Pick<Dependencies, 'memberships'>,
  { organizationId, ...page }: PageAsked & { readonly organizationId: number },
): Promise<Page<Member>> {
  return await pageOfIds(page, {
    list: (asked) => memberships.list(organizationId, asked),
    idOf: ({ userId }) => userId,
  });
}

interface Listing<Row> {
  readonly list: (page: { readonly afterId: number; readonly limit: number }) => Promise<readonly Row[]>;
  readonly idOf: (row: Row) => number;
}

/** One row more is asked for than the page has, and so it is known whether anything follows. */
export async function pageOfIds<Row>(
  { afterId = 0, limit }: PageAsked,
  { list, idOf }: Listing<Row>,
): Promise<Page<Row>> {
  const size = pageSize(limit);
  const rows = await list({ afterId, limit: size + 1 });
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > size && last !== undefined ? idOf(last) : null };
}
