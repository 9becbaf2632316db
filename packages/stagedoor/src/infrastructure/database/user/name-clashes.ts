import { type Kysely, sql } from 'kysely';
import type { NameClashes } from '../../../core/user/user-store.ts';
import type { Tables } from '../tables.ts';

/** From the addresses to the names, whose index is asked for both ways in which a domain may stand in a name. */
export async function listNameClashes(db: Kysely<Tables>, limit: number): Promise<NameClashes> {
  const clashes = db
    .selectFrom('account_emailaddress as own')
    .innerJoin('auth_user as named', (join) =>
      join.on(sql<boolean>`named.username_key in (own.email_key, lower(own.email))`),
    )
    .where('own.verified', '=', true)
    .where('own.primary', '=', true)
    .whereRef('named.id', '<>', 'own.user_id');
  const { count } = await clashes
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const first = await clashes
    .select(['named.id as namedId', 'own.user_id as ownerId'])
    .orderBy('named.id')
    .limit(limit)
    .execute();
  return { count: Number(count), first };
}
