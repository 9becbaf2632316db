import type { Stores } from '../core/dependencies.ts';
import type { KeptRecords, Leaving, RowsToPassOn } from '../core/kernel/feature-records.ts';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import { columnsOfUsers, passOnRows, rowsAmong } from '../infrastructure/database/resource/pass-on-rows.ts';
import { changedByLossOf, moveOn, referencesIn } from '../infrastructure/database/resource/referring-rows.ts';
import { connectionOf } from '../infrastructure/database/stores.ts';
import { tableReferredTo } from '../resource/table-state.ts';
import type { FeatureCore } from './feature.ts';
import type { Inside } from './inside.ts';
import { lostInJson } from './lost-in-json.ts';

interface Opened {
  readonly feature: FeatureCore;
  readonly useCases: object;
  readonly inside: (stores: Stores) => Inside<object>;
}

/** What a feature of the site's own keeps, to be folded with what accounts keep. */
export function recordsOf({ feature, useCases, inside }: Opened): KeptRecords<Stores> {
  const { name, exportOf, forget, expire, resources = [] } = feature;
  const columns = columnsOfUsers(name, resources);
  return {
    feature: name,
    owner: 'site',
    ...(exportOf && { exportOf: (userId: number) => exportedBy(name, exportOf(useCases, userId)) }),
    ...(forget && { forget: (stores: Stores, { userId }: Leaving) => forget(inside(stores), userId) }),
    ...(expire && { expire: expireOf(feature, useCases) }),
    ...(columns.length > 0 && {
      rowsOfUsers: rowsAmong(columns),
      passOn: (stores: Stores, rows: RowsToPassOn) => passOnRows(connectionOf(stores), columns, rows),
    }),
  };
}

/** Rows of any feature that are without their user from now on move on by a version. */
export function rowsWithoutUsers(
  features: readonly Pick<FeatureCore, 'name' | 'resources'>[],
): KeptRecords<Stores>[] {
  const places = features.flatMap(({ name, resources = [] }) =>
    resources.map((resource) => ({ feature: name, resource })),
  );
  const changed = changedByLossOf(tableReferredTo('', { to: 'user' }), referencesIn(places));
  if (changed.length === 0) return [];
  return [
    {
      feature: 'resources',
      owner: 'site',
      forget: async (stores, { userId }) => await moveOn(connectionOf(stores), changed, userId),
    },
  ];
}

/**
 * A download that leaves out what was kept looks whole to who asked for it.
 *
 * @throws RecordProblem for what is no plain JSON, which the log names
 */
async function exportedBy(name: string, answer: Promise<unknown>): Promise<unknown> {
  const kept = await answer;
  const lost = lostInJson(kept);
  if (lost === null) return kept;
  throw new RecordProblem(`The feature ${name}`, [`exportOf must answer plain JSON, and ${lost}`]);
}

/** Asked again while all that may go at once went: what is no number would be asked for ever. */
function expireOf(feature: FeatureCore, useCases: object) {
  return async (upTo: { readonly now: Date; readonly most: number }): Promise<number> => {
    const removed: unknown = await feature.expire?.(useCases, upTo);
    if (typeof removed === 'number' && Number.isSafeInteger(removed)) return removed;
    throw new RecordProblem(`The feature ${feature.name}`, ['expire must answer how many went']);
  };
}
