import type { FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import { PlainError } from '../core/kernel/plain-error.ts';
import { drainOnFault } from './drain-on-fault.ts';

/** Nobody can be served at the address; the message is a sentence to print as it is. */
export class ListenProblem extends PlainError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ListenProblem';
  }
}

/** A server that takes requests. */
export interface Listening {
  /** Takes no more; running requests may finish for SHUTDOWN_TIMEOUT_SECONDS, then their connections are closed. */
  stop(): Promise<void>;
}

/**
 * Lets a server take requests at HOST and PORT. A fault that nobody caught is logged and ends the process in order.
 *
 * @throws ListenProblem for a taken or forbidden port and for an address that the machine does not have.
 * @example
 * const listening = await listen(createServer(stagedoor), stagedoor.config);
 * process.once('SIGTERM', () => listening.stop());
 */
export async function listen(
  app: FastifyInstance,
  config: Pick<Config, 'host' | 'port' | 'shutdownTimeoutSeconds'>,
): Promise<Listening> {
  const { host, port, shutdownTimeoutSeconds } = config;
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw describe(error, { host, port });
  }
  const stopWatching = drainOnFault(app, config);
  return {
    async stop() {
      stopWatching();
      const tooLate = setTimeout(() => app.server.closeAllConnections(), shutdownTimeoutSeconds * 1_000);
      await app.close();
      clearTimeout(tooLate);
    },
  };
}

function describe(error: unknown, { host, port }: { readonly host: string; readonly port: number }): unknown {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  const problem = (message: string) => new ListenProblem(message, { cause: error });
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return problem(
        `That port is already in use: something else listens on ${address}. Choose another PORT.`,
      );
    case 'EACCES':
      return problem(
        `You don't have permission to access that port: ${address}. Choose a PORT from 1024 on.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return problem(`That IP address can't be assigned to: this machine has no ${host}. Check HOST.`);
    default:
      return error;
  }
}
