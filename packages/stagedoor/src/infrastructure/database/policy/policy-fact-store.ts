import { objectTypeOf } from '../../../core/object-permission/object-type.ts';
import type { PolicyFactStore } from '../../../core/policy/policy-fact-store.ts';
import type { StoreContext } from '../store-context.ts';
import { readFactsAbout } from './read-facts-about.ts';

export function createPolicyFactStore(context: StoreContext): PolicyFactStore {
  return {
    async read(conditions, rows, objects) {
      const type = objects === undefined ? null : objectTypeOf(context.objectTypes, objects);
      return await readFactsAbout(context, conditions, { rows, type });
    },
  };
}
