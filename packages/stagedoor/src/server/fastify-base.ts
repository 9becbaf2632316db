import { type FastifyServerOptions, LogController } from 'fastify';
import type { Stagedoor } from '../create-stagedoor/stagedoor.ts';
import type { ClientConnection } from '../http/request/client-address.ts';
import { requestIdFrom } from './request-id.ts';

/** Longer than any one-time key in an address. */
const LONGEST_PARAMETER = 300;

/** What every Fastify of ours has, whoever listens for it. */
export function fastifyBase({ config, logger }: Stagedoor, connection: ClientConnection) {
  return {
    loggerInstance: logger,
    genReqId: requestIdFrom(connection),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: config.bodyLimitBytes,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: LONGEST_PARAMETER },
  } satisfies FastifyServerOptions;
}
