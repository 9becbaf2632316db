import type { Stores } from '../core/dependencies.ts';
import type { FeatureRecords } from '../core/kernel/feature-records.ts';
import { RecordProblem } from '../core/kernel/record-shape.ts';
import type { FeatureCore, Inside } from './feature.ts';

interface Opened {
  readonly feature: FeatureCore;
  readonly useCases: object;
  readonly inside: (stores: Stores) => Inside<object>;
}

/** What a site's features keep beside accounts, folded over all of them. */
export function recordsOf(opened: readonly Opened[]): FeatureRecords<Stores> {
  return {
    async exportOf(userId) {
      const keeping = opened.filter(({ feature }) => feature.exportOf !== undefined);
      const kept = keeping.map(
        async ({ feature, useCases }) => [feature.name, await feature.exportOf?.(useCases, userId)] as const,
      );
      return Object.fromEntries(await Promise.all(kept));
    },
    async forget(stores, userId) {
      for (const { feature, inside } of opened) await feature.forget?.(inside(stores), userId);
    },
    expiring: opened.flatMap(({ feature, useCases }) =>
      feature.expire === undefined ? [] : [{ feature: feature.name, expire: expireOf(feature, useCases) }],
    ),
  };
}

/** Asked again while all that may go at once went: what is no number would be asked for ever. */
function expireOf(feature: FeatureCore, useCases: object) {
  return async (upTo: { readonly now: Date; readonly most: number }): Promise<number> => {
    const removed: unknown = await feature.expire?.(useCases, upTo);
    if (typeof removed === 'number' && Number.isSafeInteger(removed)) return removed;
    throw new RecordProblem(`The feature ${feature.name}`, ['expire must answer how many went']);
  };
}
