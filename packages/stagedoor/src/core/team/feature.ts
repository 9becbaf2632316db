import type { AccountFeature } from '../kernel/feature.ts';
import { addTeamMember, removeTeamMember } from './change-team-members.ts';
import { createTeam, deleteTeam, renameTeam } from './change-teams.ts';
import type { Dependencies, Stores } from './dependencies.ts';
import {
  countTeamMembers,
  listTeamMembers,
  listTeams,
  listTeamsOfUser,
  membersOfTeam,
  showTeam,
  teamsOf,
} from './list-teams.ts';
import { findMemberByName, listOutsideTeam } from './members-outside.ts';

const MOST_EXPORTED = 1_000;

const auditActions = [
  'team-create',
  'team-change',
  'team-delete',
  'team-member-add',
  'team-member-remove',
] as const;

declare module '../kernel/feature.ts' {
  interface AuditActions extends Record<(typeof auditActions)[number], unknown> {}
}

/** Some of the members of an organization, under a name. */
export const teamFeature = {
  name: 'team',
  useCases: {
    team: {
      create: createTeam,
      rename: renameTeam,
      delete: deleteTeam,
      list: listTeams,
      show: showTeam,
      listMembers: listTeamMembers,
      countMembers: countTeamMembers,
      listOutside: listOutsideTeam,
      findMember: findMemberByName,
      teamsOf,
      listOfUser: listTeamsOfUser,
      membersOf: membersOfTeam,
      addMember: addTeamMember,
      removeMember: removeTeamMember,
    },
  },
  auditActions,
  async exportOf({ teams }: Dependencies, userId: number) {
    const own = await teams.listOfUser(userId, { afterId: 0, limit: MOST_EXPORTED });
    return { teams: own.map(({ id, name, organizationId }) => ({ id, name, organization: organizationId })) };
  },
} as const satisfies AccountFeature<Dependencies, Stores>;
