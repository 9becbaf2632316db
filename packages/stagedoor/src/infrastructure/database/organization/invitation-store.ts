import type { Selectable } from 'kysely';
import type { Invitation, InvitationStore } from '../../../core/organization/invitation-store.ts';
import { toDate, touchedAny, touchedCount } from '../column-values.ts';
import type { StoreContext } from '../store-context.ts';
import type { Tables } from '../tables.ts';

type Row = Selectable<Tables['stagedoor_invitation']>;

export function createInvitationStore({ db }: StoreContext): InvitationStore {
  const all = () => db.selectFrom('stagedoor_invitation').selectAll();
  const one = async (found: ReturnType<typeof all>) => {
    const row = await found.executeTakeFirst();
    return row === undefined ? null : toInvitation(row);
  };
  const removal = () => db.deleteFrom('stagedoor_invitation');
  return {
    add: async (invitation) => {
      const insert = db.insertInto('stagedoor_invitation').values({
        id: invitation.id,
        organization_id: invitation.organizationId,
        email: invitation.email,
        email_key: invitation.emailKey,
        role: invitation.role,
        key_hash: invitation.keyHash,
        invited_by: invitation.invitedBy,
        created_at: invitation.createdAt,
        expires_at: invitation.expiresAt,
      });
      const added = insert.onConflict((conflict) => conflict.doNothing());
      return touchedAny(await added.executeTakeFirstOrThrow());
    },
    find: (organizationId, id) =>
      one(all().where('id', '=', id).where('organization_id', '=', organizationId)),
    findByKey: (keyHash, now) => one(all().where('key_hash', '=', keyHash).where('expires_at', '>', now)),
    list: async (organizationId, { afterId, limit }) => {
      const rows = await all()
        .where('organization_id', '=', organizationId)
        .where('id', '>', afterId)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(toInvitation);
    },
    count: async (organizationId) => {
      const invited = db.selectFrom('stagedoor_invitation').where('organization_id', '=', organizationId);
      const { count } = await invited
        .select(({ fn }) => fn.countAll<number | string>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    renew: async (id, { keyHash, expiresAt, invitedBy }) => {
      const update = db
        .updateTable('stagedoor_invitation')
        .set({ key_hash: keyHash, expires_at: expiresAt, invited_by: invitedBy })
        .where('id', '=', id);
      return touchedAny(await update.executeTakeFirstOrThrow());
    },
    remove: async (organizationId, id) => {
      const taken = removal().where('id', '=', id).where('organization_id', '=', organizationId);
      return touchedAny(await taken.executeTakeFirstOrThrow());
    },
    findByEmail: (organizationId, emailKey) =>
      one(all().where('organization_id', '=', organizationId).where('email_key', '=', emailKey)),
    take: async (keyHash, now) => {
      const row = await removal()
        .where('key_hash', '=', keyHash)
        .where('expires_at', '>', now)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toInvitation(row);
    },
    removeExpired: async (now, limit) => {
      const over = db
        .selectFrom('stagedoor_invitation')
        .select('id')
        .where('expires_at', '<', now)
        .orderBy('expires_at')
        .limit(limit);
      return touchedCount(await removal().where('id', 'in', over).executeTakeFirstOrThrow());
    },
  };
}

function toInvitation(row: Row): Invitation {
  return {
    id: row.id,
    organizationId: row.organization_id,
    email: row.email,
    role: row.role,
    invitedBy: row.invited_by,
    createdAt: toDate(row.created_at),
    expiresAt: toDate(row.expires_at),
  };
}
