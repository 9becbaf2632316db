import type { Session } from '../session/session.ts';

export interface LastUse {
  readonly at: Date;
  /** `''` where it is not known. */
  readonly from: string;
}

/** When and from where the token that opens this session was last used; null for one that never was. */
export function lastUseOf({ createdAt, lastSeenAt, ipAddress }: Session): LastUse | null {
  return lastSeenAt > createdAt ? { at: lastSeenAt, from: ipAddress } : null;
}
