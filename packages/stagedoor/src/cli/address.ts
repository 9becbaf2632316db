export interface ListenAddress {
  /** Undefined leaves it to HOST. */
  readonly host?: string;
  readonly port: number;
}

const PORT_ALONE = /^\d{1,5}$/;
const IPV6_AND_PORT = /^\[([0-9a-f:.]+)\]:(\d{1,5})$/i;
const HOST_AND_PORT = /^([a-z0-9.-]+):(\d{1,5})$/i;
const HIGHEST_PORT = 65_535;

/**
 * Reads Django's `addrport`: a port alone, or an address and a port. Null for anything else.
 *
 * @example
 * parseAddress('8080'); // { port: 8080 }
 * parseAddress('[::1]:8080'); // { host: '::1', port: 8080 }
 */
export function parseAddress(text: string): ListenAddress | null {
  if (PORT_ALONE.test(text)) return withPort({ port: Number(text) });
  const [, host, port] = IPV6_AND_PORT.exec(text) ?? HOST_AND_PORT.exec(text) ?? [];
  if (host === undefined || port === undefined) return null;
  // Django's short form of "every address".
  return withPort({ host: host === '0' ? '0.0.0.0' : host.toLowerCase(), port: Number(port) });
}

function withPort(address: ListenAddress): ListenAddress | null {
  return address.port <= HIGHEST_PORT ? address : null;
}
