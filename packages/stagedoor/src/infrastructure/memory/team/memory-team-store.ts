import { PlainError } from '../../../core/kernel/plain-error.ts';
import type { Team } from '../../../core/team/team.ts';
import type { NamedTeam, TeamStore } from '../../../core/team/team-store.ts';
import { membershipKey } from '../membership-key.ts';
import { type Access, type MemoryState, removeWhere } from '../memory-state.ts';
import { toMember } from '../organization/to-member.ts';

export function createMemoryTeamStore(access: Access): TeamStore {
  return {
    add: (team) =>
      access((state) => {
        if (isTaken(state, team)) return false;
        state.teams.set(team.id, team);
        return true;
      }),
    find: (organizationId, id) => access((state) => found(state, organizationId, id)),
    rename: (renamed) =>
      access((state) => {
        const before = state.teams.get(renamed.id);
        if (before?.organizationId !== renamed.organizationId || isTaken(state, renamed)) return false;
        state.teams.set(renamed.id, { ...before, name: renamed.name, nameKey: renamed.nameKey });
        return true;
      }),
    remove: (organizationId, id) =>
      access((state) => {
        if (found(state, organizationId, id) === null) return false;
        removeWhere(state.teamMembers, ({ teamId }) => teamId === id);
        return state.teams.delete(id);
      }),
    count: (organizationId) => access((state) => teamsIn(state, organizationId).length),
    list: (organizationId, page) =>
      access((state) => pageOf(teamsIn(state, organizationId), ({ id }) => id, page)),
    listOfMember: (organizationId, userId, page) =>
      access((state) => {
        const own = teamsIn(state, organizationId).filter((team) =>
          state.teamMembers.has(keyOf(team.id, userId)),
        );
        return pageOf(own, ({ id }) => id, page);
      }),
    listOfUser: (userId, page) =>
      access((state) => {
        const own = [...state.teams.values()].filter(({ id }) => state.teamMembers.has(keyOf(id, userId)));
        return pageOf(own.map(shown), ({ id }) => id, page);
      }),
    countMembers: (organizationId, ids) =>
      access((state) => {
        const counts = new Map<number, number>();
        for (const { teamId, organizationId: where } of state.teamMembers.values())
          if (where === organizationId && ids.includes(teamId))
            counts.set(teamId, (counts.get(teamId) ?? 0) + 1);
        return counts;
      }),
    listMembers: ({ id, organizationId }, page) =>
      access((state) => {
        const members = [...state.teamMembers.values()].flatMap(({ teamId, userId }) =>
          teamId === id
            ? (state.organizationMembers.get(membershipKey({ organizationId, userId })) ?? [])
            : [],
        );
        return pageOf(members, ({ userId }) => userId, page).map((member) => toMember(state, member));
      }),
    listOutside: ({ id, organizationId }, page) =>
      access((state) => {
        const outside = [...state.organizationMembers.values()].filter(
          (member) =>
            member.organizationId === organizationId && !state.teamMembers.has(keyOf(id, member.userId)),
        );
        return pageOf(outside, ({ userId }) => userId, page).map((member) => toMember(state, member));
      }),
    addMember: ({ id, organizationId }, userId) =>
      access((state) => {
        if (!state.organizationMembers.has(membershipKey({ organizationId, userId })))
          throw new PlainError(`The user ${userId} is not in the organization ${organizationId}.`);
        const key = keyOf(id, userId);
        if (state.teamMembers.has(key)) return false;
        state.teamMembers.set(key, { teamId: id, organizationId, userId });
        return true;
      }),
    removeMember: ({ id }, userId) => access((state) => state.teamMembers.delete(keyOf(id, userId))),
  };
}

function keyOf(teamId: number, userId: number): string {
  return `${userId} in ${teamId}`;
}

function teamsIn({ teams }: MemoryState, organizationId: number): readonly Team[] {
  return [...teams.values()].filter((team) => team.organizationId === organizationId).map(shown);
}

function found({ teams }: MemoryState, organizationId: number, id: number): Team | null {
  const team = teams.get(id);
  return team?.organizationId === organizationId ? shown(team) : null;
}

function shown({ nameKey: _nameKey, ...team }: NamedTeam): Team {
  return team;
}

function isTaken(
  { teams }: MemoryState,
  { id, organizationId, nameKey }: Pick<NamedTeam, 'id' | 'organizationId' | 'nameKey'>,
): boolean {
  return [...teams.values()].some(
    (team) => team.id !== id && team.organizationId === organizationId && team.nameKey === nameKey,
  );
}

function pageOf<Row>(
  rows: readonly Row[],
  idOf: (row: Row) => number,
  { afterId, limit }: { readonly afterId: number; readonly limit: number },
): readonly Row[] {
  return rows
    .filter((row) => idOf(row) > afterId)
    .toSorted((one, other) => idOf(one) - idOf(other))
    .slice(0, limit);
}
