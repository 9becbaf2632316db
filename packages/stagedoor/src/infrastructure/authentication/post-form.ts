import { request as requestInClear } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { OutsideProblem } from './outside-problem.ts';
import { createPublicLookup, isPublicAddress, privateAddress } from './public-address.ts';

export interface FormPost {
  readonly url: URL;
  readonly fields: Readonly<Record<string, string>>;
  /** Addresses that are not of the public Internet may be connected to. */
  readonly allowsPrivate: boolean;
  /** PEM of the only authorities to trust. */
  readonly certificateAuthorities?: string;
  readonly lookup?: LookupFunction;
  readonly signal: AbortSignal;
}

export interface FormAnswer {
  readonly status: number;
  readonly text: string;
}

const MOST_BYTES = 65_536;

/**
 * Posts a form on a connection of its own: certificates checked, no redirect followed, no proxy of the environment, at
 * most 64 KiB of answer.
 *
 * @throws OutsideProblem, or the failure of the network.
 */
export function postForm(post: FormPost): Promise<FormAnswer> {
  const { url } = post;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!post.allowsPrivate && isIP(host) !== 0 && !isPublicAddress(host)) throw privateAddress();
  const body = Buffer.from(new URLSearchParams(post.fields).toString());
  const send = url.protocol === 'https:' ? requestSecurely : requestInClear;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      ...connectionOf(post),
      method: 'POST',
      agent: false,
      signal: post.signal,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'content-type': 'application/x-www-form-urlencoded',
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

function connectionOf({ allowsPrivate, certificateAuthorities, lookup }: FormPost) {
  const guarded = allowsPrivate ? lookup : (lookup ?? createPublicLookup());
  return {
    ...(guarded ? { lookup: guarded } : {}),
    ...(certificateAuthorities ? { ca: certificateAuthorities } : {}),
    // Whatever NODE_TLS_REJECT_UNAUTHORIZED says.
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2' as const,
  };
}
