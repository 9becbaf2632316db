import { sql } from 'kysely';
import type { GateStore } from '../../../core/login/gate-store.ts';
import { opaqueId, toBoolean } from '../column-values.ts';
import { compileOnce } from '../compile-once.ts';
import type { StoreContext } from '../store-context.ts';
import { lockUser } from '../user/lock-user.ts';
import { selectUsers, toUser } from '../user/user-row.ts';

/** Reads what is other features' in the statement that reads the user: each log-in would pay for another. */
export function createGateStore(context: StoreContext): GateStore {
  return {
    lockUser: async (id) => {
      await lockUser(context, id);
      const { rows } = await findAtGate(context, { id });
      const [row] = rows;
      if (row === undefined) return null;
      const { sessions, has_reset_link: hasResetLink } = row;
      return {
        user: toUser(row, context.extraFields),
        sessions: Number(sessions),
        hasResetLink: toBoolean(hasResetLink),
      };
    },
  };
}

const findAtGate = compileOnce(({ db, extraFields }: StoreContext, { id }: { id: number }) =>
  selectUsers(db, extraFields)
    .select([
      sql<number>`(select count(*) from stagedoor_session s where s.user_id = u.id)`.as('sessions'),
      sql<boolean | number>`exists (select 1 from stagedoor_one_time_link l
        where l.user_id = u.id and l.used_at is null and l.purpose = 'password-reset')`.as('has_reset_link'),
    ])
    .where('u.id', '=', opaqueId(id)),
);
