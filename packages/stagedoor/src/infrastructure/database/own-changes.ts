import type { Stores } from '../../core/dependencies.ts';
import type { Changes } from './change-feed.ts';
import type { DatabaseFeature } from './feature.ts';
import { databaseFeatures } from './features.ts';

type Write = (...input: readonly unknown[]) => Promise<unknown>;
type ChangesOfWrite = (result: unknown, ...input: readonly unknown[]) => Changes;

/** Each store with its writes that tell. */
const telling = databaseFeatures.flatMap(({ changes = {} }: DatabaseFeature) =>
  Object.entries(changes).map(([store, writes]) => [store as keyof Stores, Object.entries(writes)] as const),
);

/**
 * The stores, telling what they change of that requests are judged by: so that whoever saved a name, or signed
 * out, finds it so with the very next request. The triggers tell the same a moment later, and what is forgotten here.
 */
export function tellOwnChanges(stores: Stores, tell: (changes: Changes) => void): Stores {
  const told: Record<string, unknown> = {};
  for (const [name, writes] of telling) told[name] = tellingStore(stores[name], writes, tell);
  // Each is its store with the same functions.
  return { ...stores, ...told } as Stores;
}

function tellingStore(
  store: Stores[keyof Stores],
  writes: readonly (readonly [string, ChangesOfWrite])[],
  tell: (changes: Changes) => void,
): unknown {
  const told: Record<string, unknown> = { ...store };
  for (const [name, changesOf] of writes) {
    // `StoreChanges` has it that what is named is a write of this store, and that `changesOf` is of its answer and input.
    const write = told[name] as Write;
    told[name] = async (...input: readonly unknown[]) => {
      const result = await write(...input);
      tell(changesOf(result, ...input));
      return result;
    };
  }
  return told;
}
