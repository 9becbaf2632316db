import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { ClientConnection } from '../http/request/client-address.ts';

/** What goes into logs and pages as it is: nothing that a terminal, a browser or a shell could take for something else. */
const ID = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Names one request in the log, in `X-Request-Id` of its answer and on the page of a fault. Random, so that it says nothing of
 * how many there were and is found once in the logs of all nodes. A proxy that the site trusts may name it, so that its log and
 * ours say the same; from anybody else the header means nothing.
 */
export function requestIdFrom(connection: Pick<ClientConnection, 'isFromTrustedProxy'>) {
  return (request: IncomingMessage): string => {
    const named = request.headers['x-request-id'];
    const isNamed = typeof named === 'string' && ID.test(named) && connection.isFromTrustedProxy(request);
    return isNamed ? named : randomUUID();
  };
}
