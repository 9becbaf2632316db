import { request as requestInClear } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
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

export interface PostAnswer {
  readonly status: number;
  readonly text: string;
}

const MOST_BYTES = 65_536;

/**
 * Posts on a connection of its own: certificates checked, no redirect followed, no proxy of the environment, at
 * most 64 KiB of answer.
 *
 * @throws OutsideProblem, or the failure of the network.
 */
export function postGuarded(post: GuardedPost): Promise<PostAnswer> {
  const { url } = post;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!post.allowsPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw privateAddress(post.allowedBy);
  const body = Buffer.from(post.body);
  const send = url.protocol === 'https:' ? requestSecurely : requestInClear;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      ...connectionOf(post),
      method: 'POST',
      agent: false,
      signal: post.signal,
      headers: {
        ...post.headers,
        accept: 'application/json',
        'accept-encoding': 'identity',
        'content-length': body.length,
        'user-agent': 'stagedoor',
      },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('error', reject);
      // Without an end the answer was cut off.
      response.on('close', () => reject(new OutsideProblem('the answer was cut off')));
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MOST_BYTES) {
          reject(new OutsideProblem(`the answer is longer than ${MOST_BYTES} bytes`));
          request.destroy();
        } else chunks.push(chunk);
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
      });
    });
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
