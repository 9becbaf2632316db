import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import type { PolicyFactStore } from '../../../core/policy/policy-fact-store.ts';
import type { Connection } from '../connection.ts';
import { readFactsAbout } from '../policy/read-facts-about.ts';
import type { Tables } from '../tables.ts';

/** What policies ask beside a row of a resource; permissions on single rows too, where its feature gives any. */
export function createResourceFacts(
  connection: Connection<Tables>,
  type: ObjectType | null,
): PolicyFactStore {
  return { read: (conditions, rows) => readFactsAbout(connection, conditions, { rows, type }) };
}
