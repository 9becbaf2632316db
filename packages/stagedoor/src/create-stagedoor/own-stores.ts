import type { Stores } from '../core/dependencies.ts';
import { connectionOf } from '../infrastructure/database/stores.ts';
import { checkMade } from './check-made.ts';
import type { FeatureCore } from './feature.ts';

/** A feature's own stores, over what these are over. @throws RecordProblem */
export function ownStoresOf(feature: Pick<FeatureCore, 'name' | 'stores'>, stores: Stores): object {
  if (feature.stores === undefined) return {};
  return checkMade(feature.name, 'stores', feature.stores(connectionOf(stores)));
}
