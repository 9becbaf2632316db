import type { IncomingMessage } from 'node:http';
import type { BadRequestReason, RequestRefusal } from './problem.ts';

const LONGEST_TARGET = 4_096;
const bad = (reason: BadRequestReason): RequestRefusal => ({ code: 'bad-request', reason });

/**
 * What Node itself lets through although proxies and applications read it differently: two Host headers, a target
 * with a host in it, unknown transfer codings, another version of HTTP, protocol upgrades nobody asked for (reliability F22b).
 */
export function framingProblem(request: IncomingMessage): RequestRefusal | null {
  const { headers, url = '' } = request;
  // Node's parser takes the version of a connection that speaks HTTP/1 at its word.
  if (request.httpVersionMajor !== 1) return bad('http-version');
  if (url.charCodeAt(0) !== 47) return bad('target-no-path');
  if (url.length > LONGEST_TARGET) return { code: 'uri-too-long' };
  // HTTP/1.0 may do without; the check of hosts takes nobody without a name.
  const hosts = countHosts(request.rawHeaders);
  if (hosts > 1 || (hosts === 0 && request.httpVersionMinor > 0)) return bad('hosts-many');
  const coding = headers['transfer-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') return bad('transfer-coding');
  if (headers.upgrade !== undefined) return bad('upgrade');
  return null;
}

function countHosts(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index];
    if (name?.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count;
}
