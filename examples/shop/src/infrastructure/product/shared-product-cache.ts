import { defineChannel, type FeatureParts } from 'stagedoor';
import type { ProductCache } from '../../core/product/product-cache.ts';
import { memoryProductCache } from './memory-product-cache.ts';

const forgotten = defineChannel<{ key: string }>('product-forgotten');

/** In the memory of each process of the shop; all of them hear what is to be forgotten. */
export function sharedProductCache({
  channels,
  clock,
}: Pick<FeatureParts<object>, 'channels' | 'clock'>): ProductCache {
  const here = memoryProductCache(() => clock.now());
  let hearing: Promise<unknown> | undefined;
  const hear = () => {
    hearing ??= channels.subscribe(forgotten, {
      onMessage: ({ key }) => here.forget(key),
      // What was said meanwhile is unknown.
      onMissed: () => here.clear(),
    });
    return hearing;
  };
  return {
    async get(key, forSeconds, read) {
      // Before it is read: what is changed after that is heard.
      await hear();
      return await here.get(key, forSeconds, read);
    },
    forget: (key) => here.forget(key),
    forgetEverywhere: (key) => channels.publish(forgotten, { key }),
  };
}
