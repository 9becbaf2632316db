import type { IncomingMessage } from 'node:http';
import { isLoopbackAddress, isLoopbackHostHeader } from '../core/kernel/this-machine.ts';
import type { AddressRange } from './http-settings.ts';
import { canonicalAddress, createRangeCheck } from './ip-address.ts';

/** What the connection says of the client: where from, and whether over https. */
export interface ClientConnection {
  /** Canonical text of the client's address. */
  addressOf(request: IncomingMessage): string;
  isSecure(request: IncomingMessage): boolean;
  /** Whether the direct peer is one of the site's proxies, so that its word counts. */
  isFromTrustedProxy(request: IncomingMessage): boolean;
  /**
   * Whether whoever asks sits at this machine, as far as can be known: what development makes easy is for nobody else. What a
   * proxy or tunnel of this machine hands on comes from elsewhere.
   */
  isLocal(request: IncomingMessage): boolean;
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
 * Reads X-Forwarded-For from its end as long as the hop that wrote an entry is a trusted proxy, and X-Forwarded-Proto
 * only if the direct peer is one. From anybody else these headers mean nothing (ASVS V4.1.3).
 */
export function createClientConnection(trustedProxies: readonly AddressRange[]): ClientConnection {
  const isTrusted = createRangeCheck(trustedProxies);
  const peerOf = (request: IncomingMessage): string => {
    const text = request.socket.remoteAddress ?? '';
    return text.includes(':') ? (canonicalAddress(text) ?? '') : text;
  };
  return {
    addressOf(request) {
      const peer = peerOf(request);
      const forwarded = request.headers['x-forwarded-for'];
      if (forwarded === undefined || !isTrusted(peer)) return peer;
      return lastUntrusted(peer, String(forwarded), isTrusted);
    },
    isFromTrustedProxy: (request) => isTrusted(peerOf(request)),
    isLocal: (request) =>
      isLoopbackAddress(peerOf(request)) &&
      asksForThisMachine(request) &&
      !FORWARDED.some((name) => name in request.headers),
    isSecure(request) {
      if ('encrypted' in request.socket && request.socket.encrypted === true) return true;
      const scheme = request.headers['x-forwarded-proto'];
      return scheme !== undefined && isTrusted(peerOf(request)) && lastOf(String(scheme)) === 'https';
    },
  };
}

/** The name that was asked for, which a tunnel without a word of its own hands on. */
export function asksForThisMachine({ headers }: IncomingMessage): boolean {
  return isLoopbackHostHeader(headers.host ?? '');
}

function lastUntrusted(peer: string, forwarded: string, isTrusted: (address: string) => boolean): string {
  let address = peer;
  for (const entry of forwarded.split(',').reverse().slice(0, MOST_HOPS)) {
    const hop = canonicalAddress(withoutPort(entry.trim()));
    if (hop === null) return address;
    address = hop;
    if (!isTrusted(address)) return address;
  }
  return address;
}

/** Some proxies write `192.0.2.1:4711` or `[2001:db8::1]:4711`. */
function withoutPort(entry: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(entry)?.[1];
  return bracketed ?? (/^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/.exec(entry)?.[1] || entry);
}

function lastOf(list: string): string {
  return list
    .slice(list.lastIndexOf(',') + 1)
    .trim()
    .toLowerCase();
}
