import { canonicalEmail } from '../kernel/email.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import type { Page } from '../kernel/page.ts';
import { pageOfIds } from '../organization/list-organizations.ts';
import type { Member } from '../organization/organization.ts';
import { requireSight } from '../organization/rights-in-organization.ts';
import type { Principal } from '../session/session.ts';
import { usernameKeyOf } from '../user/username.ts';
import { requireTeam } from './change-teams.ts';
import type { Dependencies } from './dependencies.ts';

type Ports = Pick<Dependencies, 'organizations' | 'memberships' | 'roles' | 'teams'>;

interface OfTeam {
  readonly principal: Principal;
  readonly organizationId: number;
  readonly teamId: number;
}

const permission = 'stagedoor.change_membership';

/** Who may be put into a team: the members of its organization who are not in it, by ascending id. @throws AccountsError `not-found`, `permission-denied` */
export async function listOutsideTeam(
  stores: Ports,
  {
    principal,
    organizationId,
    teamId,
    ...page
  }: OfTeam & { readonly afterId?: number | undefined; readonly limit?: number | undefined },
): Promise<Page<Member>> {
  await requireSight(stores, principal, { organizationId, permission });
  const team = await requireTeam(stores, { organizationId, teamId });
  return await pageOfIds(page, {
    list: (asked) => stores.teams.listOutside(team, asked),
    idOf: ({ userId }) => userId,
  });
}

/**
 * The member of an organization whom a username or an address names, for who puts members into its teams. Who is no member is refused as nobody
 * is.
 *
 * @throws AccountsError `not-found`, `permission-denied`; `invalid-input` at `who`
 */
export async function findMemberByName(
  stores: Ports & Pick<Dependencies, 'users'>,
  { principal, organizationId, who }: Omit<OfTeam, 'teamId'> & { readonly who: string },
): Promise<number> {
  await requireSight(stores, principal, { organizationId, permission });
  const user = await findNamed(stores, who.trim());
  const membership = user === null ? null : await stores.memberships.find(organizationId, user.id);
  if (membership === null) throw fieldRefusal('who', 'not_a_member');
  return membership.userId;
}

async function findNamed({ users }: Pick<Dependencies, 'users'>, who: string) {
  const [emailKey, usernameKey] = [canonicalEmail(who), usernameKeyOf(who)];
  const addressed = emailKey === null ? null : await users.findByEmailKey(emailKey);
  return addressed ?? (usernameKey === null ? null : await users.findByUsernameKey(usernameKey));
}
