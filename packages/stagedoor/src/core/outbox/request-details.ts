import type { Visitor } from '../kernel/visitor.ts';
import type { RequestDetails } from './mail-data.ts';

/** When and from where, for an e-mail. */
export function requestDetailsOf(visitor: Visitor, now: Date): RequestDetails {
  return { at: now.toISOString(), ipAddress: visitor.ipAddress, userAgent: visitor.userAgent };
}
