import type { StoredAuditEvent } from '../audit/audit-event.ts';
import { pageSize } from '../kernel/page.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';

const MOST_AT_ONCE = 100;

/**
 * The user's own security events, newest first; `beforeId` is the id of the last one of the page before. At most 100
 * at once.
 */
export async function listSecurityEvents(
  { audit }: Pick<Dependencies, 'audit'>,
  input: { readonly principal: Principal; readonly limit?: number; readonly beforeId?: number },
): Promise<readonly StoredAuditEvent[]> {
  const limit = pageSize(input.limit, { usual: MOST_AT_ONCE, most: MOST_AT_ONCE });
  const page = input.beforeId === undefined ? { limit } : { limit, beforeId: input.beforeId };
  return audit.listOfUser(input.principal.user.id, page);
}
