import type { Team } from '../../../core/team/team.ts';
import type { TeamStore } from '../../../core/team/team-store.ts';
import { toDate, touchedAny } from '../column-values.ts';
import { listMembers } from '../organization/list-members.ts';
import type { StoreContext } from '../store-context.ts';
import { unlessTaken } from '../transaction.ts';

export function createTeamStore({ db }: StoreContext): TeamStore {
  const teamsOf = (organizationId: number) =>
    db
      .selectFrom('stagedoor_team as team')
      .select(['team.id', 'team.organization_id', 'team.name', 'team.created_at'])
      .where('team.organization_id', '=', organizationId);
  return {
    add: async ({ id, organizationId, name, nameKey, createdAt }) => {
      const values = { id, organization_id: organizationId, name, name_key: nameKey, created_at: createdAt };
      const insert = db.insertInto('stagedoor_team').values(values);
      const added = insert.onConflict((conflict) =>
        conflict.columns(['organization_id', 'name_key']).doNothing(),
      );
      return touchedAny(await added.executeTakeFirstOrThrow());
    },
    find: async (organizationId, id) => {
      const row = await teamsOf(organizationId).where('team.id', '=', id).executeTakeFirst();
      return row === undefined ? null : toTeam(row);
    },
    rename: async ({ id, organizationId, name, nameKey }) => {
      const update = db
        .updateTable('stagedoor_team')
        .set({ name, name_key: nameKey })
        .where('organization_id', '=', organizationId)
        .where('id', '=', id);
      const renamed = await unlessTaken(db, () => update.executeTakeFirstOrThrow());
      return renamed !== null && touchedAny(renamed);
    },
    remove: async (organizationId, id) => {
      const removal = db
        .deleteFrom('stagedoor_team')
        .where('organization_id', '=', organizationId)
        .where('id', '=', id);
      return touchedAny(await removal.executeTakeFirstOrThrow());
    },
    count: async (organizationId) => {
      const all = db.selectFrom('stagedoor_team').where('organization_id', '=', organizationId);
      const { count } = await all
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    list: async (organizationId, { afterId, limit }) => {
      const page = teamsOf(organizationId).where('team.id', '>', afterId).orderBy('team.id').limit(limit);
      return (await page.execute()).map(toTeam);
    },
    listOfMember: async (organizationId, userId, { afterId, limit }) => {
      const own = teamsOf(organizationId)
        .innerJoin('stagedoor_team_member as inside', 'inside.team_id', 'team.id')
        .where('inside.organization_id', '=', organizationId)
        .where('inside.user_id', '=', userId)
        .where('team.id', '>', afterId);
      return (await own.orderBy('team.id').limit(limit).execute()).map(toTeam);
    },
    listOfUser: async (userId, { afterId, limit }) => {
      const own = db
        .selectFrom('stagedoor_team as team')
        .innerJoin('stagedoor_team_member as inside', 'inside.team_id', 'team.id')
        .select(['team.id', 'team.organization_id', 'team.name', 'team.created_at'])
        .where('inside.user_id', '=', userId)
        .where('team.id', '>', afterId);
      return (await own.orderBy('team.id').limit(limit).execute()).map(toTeam);
    },
    countMembers: async (organizationId, ids) => {
      if (ids.length === 0) return new Map();
      const rows = await db
        .selectFrom('stagedoor_team_member')
        .select(({ fn }) => ['team_id', fn.countAll<number | string>().as('count')])
        .where('organization_id', '=', organizationId)
        .where('team_id', 'in', ids)
        .groupBy('team_id')
        .execute();
      return new Map(rows.map(({ team_id, count }) => [team_id, Number(count)]));
    },
    listMembers: ({ id, organizationId }, page) => listMembers(db, { organizationId, teamId: id }, page),
    listOutside: ({ id, organizationId }, page) =>
      listMembers(db, { organizationId, outsideTeamId: id }, page),
    addMember: async ({ id, organizationId }, userId) => {
      const values = { organization_id: organizationId, team_id: id, user_id: userId };
      const insert = db.insertInto('stagedoor_team_member').values(values);
      const added = insert.onConflict((conflict) => conflict.columns(['team_id', 'user_id']).doNothing());
      return touchedAny(await added.executeTakeFirstOrThrow());
    },
    removeMember: async ({ id, organizationId }, userId) => {
      const removal = db
        .deleteFrom('stagedoor_team_member')
        .where('organization_id', '=', organizationId)
        .where('team_id', '=', id)
        .where('user_id', '=', userId);
      return touchedAny(await removal.executeTakeFirstOrThrow());
    },
  };
}

interface TeamRow {
  readonly id: number;
  readonly organization_id: number;
  readonly name: string;
  readonly created_at: Date | string;
}

function toTeam({ id, organization_id, name, created_at }: TeamRow): Team {
  return { id, organizationId: organization_id, name, createdAt: toDate(created_at) };
}
