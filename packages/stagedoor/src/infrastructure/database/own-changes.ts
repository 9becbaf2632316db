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
  const all: Record<string, unknown> = { ...stores };
  for (const [name, writes] of telling) {
    const store: Record<string, unknown> = { ...stores[name] };
    // `StoreChanges` has it that what is named is a write of this store, and `changesOf` of its answer and input.
    for (const [write, changesOf] of writes)
      store[write] = tellingWrite(store[write] as Write, changesOf, tell);
    all[name] = store;
  }
  // Each is its store with the same functions.
  return all as unknown as Stores;
}

function tellingWrite(write: Write, changesOf: ChangesOfWrite, tell: (changes: Changes) => void): Write {
  return async (...input) => {
    const result = await write(...input);
    tell(changesOf(result, ...input));
    return result;
  };
}
