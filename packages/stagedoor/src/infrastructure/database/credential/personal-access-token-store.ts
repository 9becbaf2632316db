import type { PersonalAccessTokenStore } from '../../../core/credential/personal-access-token-store.ts';
import type { StoreContext } from '../store-context.ts';

export function createPersonalAccessTokenStore({ db }: StoreContext): PersonalAccessTokenStore {
  return {
    add: async ({ sessionId, userId, name, hint }) => {
      await db
        .insertInto('stagedoor_personal_access_token')
        .values({ session_id: sessionId, user_id: userId, name, hint })
        .execute();
    },
    listOfUser: async (userId) => {
      const rows = await db
        .selectFrom('stagedoor_personal_access_token as token')
        .innerJoin('stagedoor_session as s', 's.id', 'token.session_id')
        .select(['token.session_id', 'token.name', 'token.hint'])
        .where('token.user_id', '=', userId)
        .orderBy('s.created_at', 'desc')
        .orderBy('s.id', 'desc')
        .execute();
      return rows.map(({ session_id, name, hint }) => ({ sessionId: session_id, userId, name, hint }));
    },
  };
}
