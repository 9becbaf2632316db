import type { Config } from '../config.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import type { PubSub } from '../core/kernel/pub-sub.ts';
import type { OpenDatabase } from '../infrastructure/database/database.ts';
import { createPubSub, type OpenBroker } from '../infrastructure/pubsub/create-pub-sub.ts';
import { createMemoryBroker } from '../infrastructure/pubsub/memory-broker.ts';

interface Parts {
  readonly config: Pick<Config, 'redisUrl'>;
  readonly database: OpenDatabase;
  readonly onFault: (error: unknown) => void;
}

/** Redis where there is one, else PostgreSQL; with SQLite alone a site is one process. */
export function openPubSub({ config, database, onFault }: Parts): PubSub {
  const pubSub = createPubSub(brokerOf(config.redisUrl?.reveal() ?? null, database), { onFault });
  return {
    ...pubSub,
    async publish(channel, message) {
      refuseInside(database);
      await pubSub.publish(channel, message);
    },
  };
}

function brokerOf(redisUrl: string | null, database: OpenDatabase): OpenBroker {
  // Each brings its driver along, and is loaded by those who have it.
  if (redisUrl !== null)
    return async (events) => {
      const { openRedisBroker } = await import('../infrastructure/pubsub/redis-broker.ts');
      return openRedisBroker(redisUrl, events);
    };
  if (database.dialect === 'postgres')
    return async (events) => {
      const { createPostgresBroker } = await import('../infrastructure/pubsub/postgres-broker.ts');
      return createPostgresBroker(database, events);
    };
  return createMemoryBroker;
}

/** What is told inside a transaction may be undone after it was told. */
function refuseInside({ scope }: OpenDatabase): void {
  try {
    scope.refuseInside();
  } catch (error) {
    throw new PlainError('Publish after transact has answered: what is written inside may yet be undone.', {
      cause: error,
    });
  }
}
