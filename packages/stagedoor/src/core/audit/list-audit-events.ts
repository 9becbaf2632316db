import type { Dependencies } from '../dependencies.ts';
import type { StoredAuditEvent } from './audit-event.ts';
import type { AuditFilter } from './audit-store.ts';

const USUAL_PAGE = 100;
const LONGEST_PAGE = 1_000;

/**
 * Everybody's security events, newest first, for an operator; `beforeId` is the id of the last one of the page before. At
 * most 1,000 at once and 100 unless told. `listSecurityEvents` gives users their own.
 */
export async function listAuditEvents(
  { audit }: Pick<Dependencies, 'audit'>,
  input: { readonly limit?: number | undefined; readonly beforeId?: number | undefined } & AuditFilter,
): Promise<readonly StoredAuditEvent[]> {
  const { limit = USUAL_PAGE, beforeId, ...filter } = input;
  const page = { ...filter, limit: Math.min(Math.max(1, limit), LONGEST_PAGE) };
  return await audit.list(beforeId === undefined ? page : { ...page, beforeId });
}
