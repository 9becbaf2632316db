import { createHash } from 'node:crypto';
import type { AuditSeal, StoredAuditEvent } from './audit-event.ts';
import type { AuditStore } from './audit-store.ts';

/** What the first row of the chain is chained to. */
export const CHAIN_START = '';

/** The end of the chain as the head keeps it. */
export type SignedEnd = Pick<AuditSeal, 'sequence' | 'hash'>;

/** The chain and its signed head disagree: rows were cut off or rewritten, or an older database was restored. */
export class AuditChainBroken extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AuditChainBroken';
  }
}

/** The seal of one row: base64url SHA-256 over the previous hash and the row's canonical text (ASVS V16.4.2). */
export function chainHash(previousHash: string, event: StoredAuditEvent): string {
  return createHash('sha256')
    .update(previousHash)
    .update('\0')
    .update(canonicalText(event))
    .digest('base64url');
}

/** What is wrong between the signed head and the seal that it names, if anything. */
export async function headProblem(
  audit: AuditStore,
  head: SignedEnd,
  last: AuditSeal | null,
): Promise<'cut-off' | 'rewritten' | null> {
  if (last === null || last.sequence < head.sequence) return 'cut-off';
  const seal = await sealAt(audit, head.sequence);
  return seal?.hash === head.hash ? null : 'rewritten';
}

async function sealAt(audit: AuditStore, sequence: number): Promise<AuditSeal | null> {
  const [row] = await audit.listSealed(sequence - 1, 1);
  return row?.seal.sequence === sequence ? row.seal : null;
}

/** One text for one row, whatever database it came from: a fixed order of columns, the detail's keys sorted. */
function canonicalText(event: StoredAuditEvent): string {
  const detail = Object.entries(event.detail).sort(([left], [right]) => (left < right ? -1 : 1));
  return JSON.stringify([
    event.id,
    event.action,
    event.success,
    event.occurredAt.toISOString(),
    event.userId,
    event.ipAddress,
    event.userAgent,
    detail,
  ]);
}
