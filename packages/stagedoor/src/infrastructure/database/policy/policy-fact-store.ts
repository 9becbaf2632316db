import { sql } from 'kysely';
import { objectTypeOf } from '../../../core/object-permission/object-type.ts';
import type { PolicyFactStore } from '../../../core/policy/policy-fact-store.ts';
import { grantedTo } from '../object-permission/granted-to.ts';
import type { StoreContext } from '../store-context.ts';
import { keyOf, readFacts } from './read-facts.ts';

export function createPolicyFactStore(context: StoreContext): PolicyFactStore {
  return {
    async read(conditions, rows, objects) {
      if (objects === undefined) return await readFacts(context, conditions, { rows });
      const type = objectTypeOf(context.objectTypes, objects);
      return await readFacts(context, conditions, { rows, granted: grantedTo(type, sql`${keyOf(rows)}`) });
    },
  };
}
