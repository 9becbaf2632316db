import { type Page, pageOf } from '../kernel/page.ts';
import type { StoredAuditEvent } from './audit-event.ts';
import type { AuditFilter } from './audit-store.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * Everybody's security events, newest first, for an operator; `beforeId` is the `next` of the page before. At
 * most 1,000 at once and 100 unless told. `listSecurityEvents` gives users their own.
 */
export async function listAuditEvents(
  { audit }: Pick<Dependencies, 'audit'>,
  input: { readonly limit?: number | undefined; readonly beforeId?: number | undefined } & AuditFilter,
): Promise<Page<StoredAuditEvent>> {
  const { limit, beforeId, ...filter } = input;
  const from = beforeId === undefined ? {} : { beforeId };
  return await pageOf(limit, (most) => audit.list({ ...filter, ...from, limit: most }));
}
