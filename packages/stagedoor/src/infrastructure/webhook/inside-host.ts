import { isIP } from 'node:net';
import { hostOf } from '../../core/kernel/host-of.ts';
import { isPublicAddress } from '../authentication/public-address.ts';

/** Whether an address names this machine or an inner network by itself, as a literal address or as `localhost` (RFC 6761). */
export function isInsideHost(url: URL): boolean {
  const host = hostOf(url);
  return isIP(host) === 0 ? /(^|\.)localhost\.?$/.test(host) : !isPublicAddress(host);
}
