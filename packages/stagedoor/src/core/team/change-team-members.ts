import { AccountsError } from '../kernel/errors.ts';
import { lockUsers } from '../organization/lock-users.ts';
import { requireInOrganization } from '../organization/rights-in-organization.ts';
import { type OfTeam, requireTeam } from './change-teams.ts';
import type { Dependencies } from './dependencies.ts';
import { teamEvent } from './team-event.ts';

type Ports = Pick<Dependencies, 'transact' | 'clock'>;
type OfTeamMember = OfTeam & { readonly userId: number };

/**
 * Puts a member of the organization into one of its teams; answers whether they were not in it. Asks for `stagedoor.change_membership`, there or everywhere: who
 * manages members manages who is in which team. A team holds nothing, so nobody needs to stand above whom they put in.
 *
 * @throws AccountsError `not-found` for no such team, and for who is no member; `permission-denied`
 */
export async function addTeamMember(ports: Ports, input: OfTeamMember): Promise<boolean> {
  return await change(ports, input, 'add');
}

/** Takes them out; answers whether they were in it. @throws AccountsError as `addTeamMember` */
export async function removeTeamMember(ports: Ports, input: OfTeamMember): Promise<boolean> {
  return await change(ports, input, 'remove');
}

async function change(
  { transact, clock }: Ports,
  { by, organizationId, teamId, userId }: OfTeamMember,
  how: 'add' | 'remove',
): Promise<boolean> {
  const act = { by, now: clock.now() };
  return await transact(async (stores) => {
    await lockUsers(stores, by, userId);
    const permission = 'stagedoor.change_membership';
    const { organization } = await requireInOrganization(stores, act, { organizationId, permission });
    const team = await requireTeam(stores, { organizationId, teamId });
    if ((await stores.memberships.find(organizationId, userId)) === null)
      throw new AccountsError({ code: 'not-found' });
    const isNews = await (how === 'add'
      ? stores.teams.addMember(team, userId)
      : stores.teams.removeMember(team, userId));
    if (isNews)
      await stores.audit.append(teamEvent(`team-member-${how}`, act, { organization, team, userId }));
    return isNews;
  });
}
