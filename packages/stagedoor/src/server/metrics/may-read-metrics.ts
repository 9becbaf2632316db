import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Config } from '../../config.ts';
import type { ClientConnection } from '../../http/request/client-address.ts';

/** `hidden`: to whoever asks, there is nothing. */
export type MetricsVerdict = 'read' | 'wrong-token' | 'hidden';

/**
 * Who reads the figures: with a METRICS_TOKEN whoever shows it, from wherever; without one only who sits at this machine, as far as
 * the socket and the headers of proxies can tell.
 */
export function createMetricsGuard(
  { metricsToken }: Pick<Config, 'metricsToken'>,
  connection: Pick<ClientConnection, 'isLocal'>,
): (request: IncomingMessage) => MetricsVerdict {
  if (metricsToken === null) return (request) => (connection.isLocal(request) ? 'read' : 'hidden');
  const expected = digest(metricsToken.reveal());
  return ({ headers }) => {
    const shown = /^bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
    // Of digests, so that neither the length nor the beginning of the token shows in the time.
    return timingSafeEqual(digest(shown), expected) ? 'read' : 'wrong-token';
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
