import { type IncomingMessage, request as requestInClear } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { hostOf } from '../../core/kernel/host-of.ts';
import { OutsideProblem } from './outside-problem.ts';
import { createPublicLookup, isPublicAddress, privateAddress } from './public-address.ts';

export interface GuardedPost {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Addresses that are not of the public Internet may be connected to. */
  readonly allowsPrivate: boolean;
  /** The setting that allows them, for the word that is said of it. */
  readonly allowedBy: string;
  /** PEM of the only authorities to trust. */
  readonly certificateAuthorities?: string;
  readonly lookup?: LookupFunction;
  readonly signal: AbortSignal;
}

const CLOSED = { isSilence: true, code: 'CLOSED' };

/**
 * Posts on a connection of its own: certificates checked, no redirect followed, no proxy of the environment. Answers as soon as
 * the headers are there; `readAnswer` or `readStatus` reads on and lets go of the connection.
 *
 * @throws OutsideProblem, the failure of the network, or the reason of the signal.
 */
export function postGuarded(post: GuardedPost): Promise<IncomingMessage> {
  const { url, signal } = post;
  const host = hostOf(url);
  if (!post.allowsPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw privateAddress(post.allowedBy);
  const body = Buffer.from(post.body);
  const send = url.protocol === 'https:' ? requestSecurely : requestInClear;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      ...connectionOf(post),
      method: 'POST',
      agent: false,
      signal,
      headers: {
        ...post.headers,
        accept: 'application/json',
        'accept-encoding': 'identity',
        'content-length': body.length,
        'user-agent': 'stagedoor',
      },
    });
    request.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    request.on('response', resolve);
    // Without these two Node tells of neither, and nobody would ever be answered, not even by the signal.
    request.on('upgrade', ({ statusCode }, socket) => {
      socket.destroy();
      reject(new OutsideProblem(`the receiver answered ${statusCode}`, { code: 'SWITCHED_PROTOCOLS' }));
    });
    request.on('close', () => reject(new OutsideProblem('the connection closed without an answer', CLOSED)));
    request.end(body);
  });
}

function connectionOf({ allowsPrivate, allowedBy, certificateAuthorities, lookup }: GuardedPost) {
  const guarded = allowsPrivate ? lookup : (lookup ?? createPublicLookup(allowedBy));
  return {
    ...(guarded ? { lookup: guarded } : {}),
    ...(certificateAuthorities ? { ca: certificateAuthorities } : {}),
    // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2' as const,
  };
}
