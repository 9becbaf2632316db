import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';

/**
 * What nobody caught leaves the process in a state nobody knows: it is logged, running requests may finish within
 * SHUTDOWN_TIMEOUT_SECONDS, and the process ends with status 1 for its supervisor to start a new one (ASVS V16.5.4).
 * Answers a function that takes the watch off again.
 */
export function drainOnFault(
  app: FastifyInstance,
  { shutdownTimeoutSeconds }: Pick<Config, 'shutdownTimeoutSeconds'>,
  exit: (status: number) => void = process.exit,
): () => void {
  let isDraining = false;
  const drain = async (error: unknown): Promise<void> => {
    app.log.fatal({ err: error }, 'a fault that nobody caught; the process ends');
    if (isDraining) return;
    isDraining = true;
    const giveUp = setTimeout(() => exit(1), shutdownTimeoutSeconds * 1_000);
    try {
      await app.close();
    } finally {
      clearTimeout(giveUp);
      exit(1);
    }
  };
  process.on('uncaughtException', drain);
  process.on('unhandledRejection', drain);
  return () => {
    process.off('uncaughtException', drain);
    process.off('unhandledRejection', drain);
  };
}
