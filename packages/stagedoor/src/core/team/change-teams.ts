import type { Actor } from '../access/actor.ts';
import { AccountsError, fieldRefusal } from '../kernel/errors.ts';
import { randomPublicId } from '../kernel/secret-value.ts';
import { requireInOrganization } from '../organization/rights-in-organization.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import type { Team } from './team.ts';
import { teamEvent } from './team-event.ts';
import { readTeamName } from './team-name.ts';

type Ports = Pick<Dependencies, 'transact' | 'clock'>;

/** What one organization keeps is bounded, whoever makes it. */
const MOST_TEAMS = 500;

export interface InOrganization {
  readonly by: Actor;
  readonly organizationId: number;
}

export interface OfTeam extends InOrganization {
  readonly teamId: number;
}

/**
 * Makes a team that nobody is in. Asks for `stagedoor.add_team`, there or everywhere, which admins of the organization have.
 *
 * @throws AccountsError `not-found`, `permission-denied`; `invalid-input` at `name`: `team_name_taken`, or a name that is none; `too_many_teams`
 * @example
 * const press = await stagedoor.useCases.team.create({ by: principal, organizationId: acme.id, name: 'Press' });
 */
export async function createTeam(
  { transact, clock }: Ports,
  { by, organizationId, name }: InOrganization & { readonly name: string },
): Promise<Team> {
  const act = { by, now: clock.now() };
  return await transact(async (stores) => {
    const permission = 'stagedoor.add_team';
    const { organization } = await requireInOrganization(stores, act, { organizationId, permission });
    if ((await stores.teams.count(organizationId)) >= MOST_TEAMS)
      throw fieldRefusal('non_field_errors', 'too_many_teams', { max: MOST_TEAMS });
    const { nameKey, ...read } = readTeamName(name);
    const team: Team = { id: randomPublicId(), organizationId, ...read, createdAt: act.now };
    if (!(await stores.teams.add({ ...team, nameKey }))) throw nameTaken();
    await stores.audit.append(teamEvent('team-create', act, { organization, team }));
    return team;
  });
}

/** Calls a team something else. Asks for `stagedoor.change_team`. @throws AccountsError as `createTeam` */
export async function renameTeam(
  { transact, clock }: Ports,
  { by, organizationId, teamId, name }: OfTeam & { readonly name: string },
): Promise<Team> {
  const act = { by, now: clock.now() };
  return await transact(async (stores) => {
    const permission = 'stagedoor.change_team';
    const { organization } = await requireInOrganization(stores, act, { organizationId, permission });
    const before = await requireTeam(stores, { organizationId, teamId });
    const { nameKey, ...read } = readTeamName(name);
    const team = { ...before, ...read };
    if (team.name === before.name) return before;
    if (!(await stores.teams.rename({ ...team, nameKey }))) throw nameTaken();
    const detail = { before: before.name };
    await stores.audit.append(teamEvent('team-change', act, { organization, team, detail }));
    return team;
  });
}

/** Ends a team; its members stay in the organization. Asks for `stagedoor.delete_team`. @throws AccountsError `not-found`, `permission-denied` */
export async function deleteTeam(
  { transact, clock }: Ports,
  { by, organizationId, teamId }: OfTeam,
): Promise<void> {
  const act = { by, now: clock.now() };
  await transact(async (stores) => {
    const permission = 'stagedoor.delete_team';
    const { organization } = await requireInOrganization(stores, act, { organizationId, permission });
    const team = await requireTeam(stores, { organizationId, teamId });
    await stores.teams.remove(organizationId, teamId);
    await stores.audit.append(teamEvent('team-delete', act, { organization, team }));
  });
}

/** A team of this organization: of another one's nothing is told. @throws AccountsError `not-found` */
export async function requireTeam(
  { teams }: Pick<Stores, 'teams'>,
  { organizationId, teamId }: Pick<OfTeam, 'organizationId' | 'teamId'>,
): Promise<Team> {
  const team = await teams.find(organizationId, teamId);
  if (team === null) throw new AccountsError({ code: 'not-found' });
  return team;
}

function nameTaken(): AccountsError {
  return fieldRefusal('name', 'team_name_taken');
}
