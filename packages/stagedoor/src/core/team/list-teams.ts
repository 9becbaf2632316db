import type { Page } from '../kernel/page.ts';
import { pageOfIds } from '../organization/list-organizations.ts';
import type { Member } from '../organization/organization.ts';
import { requireSight } from '../organization/rights-in-organization.ts';
import type { Principal } from '../session/session.ts';
import { requireTeam } from './change-teams.ts';
import type { Dependencies } from './dependencies.ts';
import type { Team } from './team.ts';

interface PageAsked {
  readonly afterId?: number | undefined;
  readonly limit?: number | undefined;
}

interface Looking extends PageAsked {
  readonly principal: Principal;
  readonly organizationId: number;
}

type Ports = Pick<Dependencies, 'organizations' | 'memberships' | 'roles' | 'teams'>;

const permission = 'stagedoor.view_team';

/** The teams of an organization, or those that one of its members is in, by ascending id: for its members. @throws AccountsError `not-found`, `permission-denied` */
export async function listTeams(
  stores: Ports,
  { principal, organizationId, ...page }: Looking & { readonly userId?: number | undefined },
): Promise<Page<Team>> {
  await requireSight(stores, principal, { organizationId, permission });
  return await teamsOf(stores, { organizationId, ...page });
}

/** The same for whoever may see them. */
export async function teamsOf(
  { teams }: Pick<Dependencies, 'teams'>,
  {
    organizationId,
    userId,
    ...page
  }: PageAsked & { readonly organizationId: number; readonly userId?: number | undefined },
): Promise<Page<Team>> {
  return await pageOfIds(page, {
    list: (asked) =>
      userId === undefined
        ? teams.list(organizationId, asked)
        : teams.listOfMember(organizationId, userId, asked),
    idOf: ({ id }) => id,
  });
}

/** Those that somebody is in, of all organizations, by ascending id, for whoever may see it. */
export async function listTeamsOfUser(
  { teams }: Pick<Dependencies, 'teams'>,
  { userId, ...page }: PageAsked & { readonly userId: number },
): Promise<Page<Team>> {
  return await pageOfIds(page, {
    list: (asked) => teams.listOfUser(userId, asked),
    idOf: ({ id }) => id,
  });
}

/** How many are in each of these teams, by its id, for the members of their organization. @throws AccountsError `not-found`, `permission-denied` */
export async function countTeamMembers(
  stores: Ports,
  {
    principal,
    organizationId,
    teamIds,
  }: Pick<Looking, 'principal' | 'organizationId'> & { readonly teamIds: readonly number[] },
): Promise<ReadonlyMap<number, number>> {
  await requireSight(stores, principal, { organizationId, permission });
  return await stores.teams.countMembers(organizationId, teamIds);
}

interface OneTeam {
  readonly organizationId: number;
  readonly teamId: number;
}

/** A team, for the members of its organization. @throws AccountsError `not-found`, `permission-denied` */
export async function showTeam(
  stores: Ports,
  { principal, organizationId, teamId }: OneTeam & { readonly principal: Principal },
): Promise<Team> {
  await requireSight(stores, principal, { organizationId, permission });
  return await requireTeam(stores, { organizationId, teamId });
}

/** Who is in a team, by ascending id, for the members of its organization. @throws AccountsError `not-found`, `permission-denied` */
export async function listTeamMembers(
  stores: Ports,
  { principal, organizationId, teamId, ...page }: Looking & OneTeam,
): Promise<Page<Member>> {
  await showTeam(stores, { principal, organizationId, teamId });
  return await membersOfTeam(stores, { organizationId, teamId, ...page });
}

/** The same for whoever may see it. @throws AccountsError `not-found` */
export async function membersOfTeam(
  stores: Pick<Dependencies, 'teams'>,
  { organizationId, teamId, ...page }: PageAsked & OneTeam,
): Promise<Page<Member>> {
  const team = await requireTeam(stores, { organizationId, teamId });
  return await pageOfIds(page, {
    list: (asked) => stores.teams.listMembers(team, asked),
    idOf: ({ userId }) => userId,
  });
}
