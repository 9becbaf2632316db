import { sql } from 'kysely';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import type { PolicyFactStore } from '../../../core/policy/policy-fact-store.ts';
import type { Connection } from '../connection.ts';
import { grantedTo } from '../object-permission/granted-to.ts';
import { keyOf, readFacts } from '../policy/read-facts.ts';
import type { Tables } from '../tables.ts';

/** What policies ask beside a row of a resource; permissions on single rows too, where its feature gives any. On a row to be made nobody was given one. */
export function createResourceFacts(
  connection: Connection<Tables>,
  type: ObjectType | null,
): PolicyFactStore {
  return {
    read: async (conditions, rows) => {
      if (type === null) return await readFacts(connection, conditions, { rows });
      return await readFacts(connection, conditions, { rows, granted: grantedTo(type, sql`${keyOf(rows)}`) });
    },
  };
}
