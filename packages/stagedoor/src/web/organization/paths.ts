import { paths } from '../paths.ts';

/** Where one organization is, and its members and teams, as a route says it. */
export const ONE = '/accounts/organizations/:id/';
export const MEMBER = `${ONE}members/:user/`;
export const TEAMS = `${ONE}teams/`;
export const TEAM = `${TEAMS}:team/`;

/** Addresses below one organization, by which views link and act. */
const below =
  (rest: string) =>
  (id: number): string =>
    `${paths.organizations}${id}/${rest}`;

export const organizationPath = below('');
export const switchPath = below('switch/');
export const renamePath = below('name/');
export const leavePath = below('leave/');
export const deletePath = below('delete/');
export const invitePath = below('invite/');
export const resendPath = (id: number, invitation: number) => below(`invitations/${invitation}/resend/`)(id);
export const revokePath = (id: number, invitation: number) => below(`invitations/${invitation}/revoke/`)(id);
export const teamsPath = below('teams/');
export const teamPath = (id: number, team: number) => below(`teams/${team}/`)(id);
export const deleteTeamPath = (id: number, team: number) => `${teamPath(id, team)}delete/`;
export const addToTeamPath = (id: number, team: number) => `${teamPath(id, team)}members/`;
export const removeFromTeamPath = (id: number, team: number) => `${teamPath(id, team)}members/remove/`;
export const memberPath = (id: number, user: number) => below(`members/${user}/`)(id);
export const removeMemberPath = (id: number, user: number) => `${memberPath(id, user)}remove/`;
export const transferPath = (id: number, user: number) => `${memberPath(id, user)}transfer/`;
export const giveRolePath = (id: number, user: number) => `${memberPath(id, user)}roles/`;
export const takeRolePath = (id: number, user: number) => `${memberPath(id, user)}roles/take/`;
