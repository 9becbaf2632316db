import { isLoopbackAddress, isLoopbackHostHeader } from '../../core/kernel/this-machine.ts';
import type { AddressRange } from '../settings/http-settings.ts';
import type { RawRequest } from './http-request.ts';
import { canonicalAddress, createRangeCheck } from './ip-address.ts';

/** What the connection says of the client: where from, and whether over https. */
export interface ClientConnection {
  /** Canonical text of the client's address. */
  addressOf(request: RawRequest): string;
  isSecure(request: RawRequest): boolean;
  /** Whether the direct peer is one of the site's proxies, so that its word counts. */
  isFromTrustedProxy(request: RawRequest): boolean;
  /**
   * Whether whoever asks sits at this machine, as far as can be known: what development makes easy is for nobody else. What a
   * proxy or tunnel of this machine hands on comes from elsewhere.
   */
  isLocal(request: RawRequest): boolean;
}

const FORWARDED = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

const MOST_HOPS = 20;

/**
 * Reads X-Forwarded-For from its end as long as the hop that wrote an entry is a trusted proxy, and in X-Forwarded-Proto the
 * word of the proxy that named the client: those behind it speak of the way between two proxies. From anybody else these headers
 * mean nothing (ASVS V4.1.3).
 */
export function createClientConnection(trustedProxies: readonly AddressRange[]): ClientConnection {
  const isTrusted = createRangeCheck(trustedProxies);
  const peerOf = (request: RawRequest): string => {
    const text = request.socket.remoteAddress ?? '';
    return text.includes(':') ? (canonicalAddress(text) ?? '') : text;
  };
  const clientOf = (request: RawRequest): ForwardedClient => {
    const peer = peerOf(request);
    const forwarded = request.headers['x-forwarded-for'];
    return forwarded === undefined || !isTrusted(peer)
      ? { address: peer, proxiesBehind: 0 }
      : lastUntrusted(peer, String(forwarded), isTrusted);
  };
  return {
    addressOf: (request) => clientOf(request).address,
    isFromTrustedProxy: (request) => isTrusted(peerOf(request)),
    isLocal: (request) =>
      isLoopbackAddress(peerOf(request)) &&
      asksForThisMachine(request) &&
      !FORWARDED.some((name) => name in request.headers),
    isSecure(request) {
      if ('encrypted' in request.socket && request.socket.encrypted === true) return true;
      const scheme = request.headers['x-forwarded-proto'];
      if (scheme === undefined || !isTrusted(peerOf(request))) return false;
      const words = String(scheme).split(',');
      const { proxiesBehind } = words.length > 1 ? clientOf(request) : { proxiesBehind: 0 };
      return wordBefore(proxiesBehind, words) === 'https';
    },
  };
}

/** The name that was asked for, which a tunnel without a word of its own hands on. */
export function asksForThisMachine({ headers }: Pick<RawRequest, 'headers'>): boolean {
  return isLoopbackHostHeader(headers.host ?? '');
}

interface ForwardedClient {
  readonly address: string;
  /** How many proxies stand between the one that the client came to and this site. */
  readonly proxiesBehind: number;
}

function lastUntrusted(
  peer: string,
  forwarded: string,
  isTrusted: (address: string) => boolean,
): ForwardedClient {
  let client: ForwardedClient = { address: peer, proxiesBehind: 0 };
  for (const [index, entry] of forwarded.split(',').reverse().slice(0, MOST_HOPS).entries()) {
    const address = canonicalAddress(withoutPort(entry.trim()));
    if (address === null) return client;
    client = { address, proxiesBehind: index };
    if (!isTrusted(address)) return client;
  }
  return client;
}

/** Some proxies write `192.0.2.1:4711` or `[2001:db8::1]:4711`. */
function withoutPort(entry: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(entry)?.[1];
  return bracketed ?? (/^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/.exec(entry)?.[1] || entry);
}

/** What stood there before so many wrote theirs behind it; where one of them wrote over it, the first word that is left. */
function wordBefore(later: number, words: readonly string[]): string {
  return (words[Math.max(words.length - 1 - later, 0)] ?? '').trim().toLowerCase();
}
