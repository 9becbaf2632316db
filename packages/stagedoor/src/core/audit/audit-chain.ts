import { createHash } from 'node:crypto';
import { PlainError } from '../kernel/plain-error.ts';
import type { AuditCut, AuditSeal, StoredAuditEvent } from './audit-event.ts';
import type { AuditStore } from './audit-store.ts';
import type { Dependencies } from './dependencies.ts';

/** What the first row of the chain is chained to. */
const CHAIN_START = '';

/** The end of the chain as the head keeps it. */
export type SignedEnd = Pick<AuditSeal, 'sequence' | 'hash'>;

/** The chain and its signed head disagree: rows were cut off or rewritten, or an older database was restored. */
export class AuditChainBroken extends PlainError {
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

/** What is wrong between the signed head and the seal that it names, if anything. `cut` is one that is signed. */
export async function headProblem(
  audit: AuditStore,
  { head, last, cut }: { head: SignedEnd; last: AuditSeal | null; cut: AuditCut | null },
): Promise<'cut-off' | 'rewritten' | null> {
  if (last === null || last.sequence < head.sequence) return 'cut-off';
  // A node that sealed nothing for long names a seal that was removed on purpose: the cut vouches for it.
  if (cut !== null && head.sequence < cut.sequence) return null;
  const named = cut?.sequence === head.sequence ? cut : await sealAt(audit, head.sequence);
  return named?.hash === head.hash ? null : 'rewritten';
}

/**
 * Where old rows were removed last, if ever.
 *
 * @throws AuditChainBroken for a cut that the site did not sign: going on would make it good.
 */
export async function signedCut({
  audit,
  auditHead,
}: Pick<Dependencies, 'audit' | 'auditHead'>): Promise<AuditCut | null> {
  const cut = await audit.lastCut();
  if (cut === null || auditHead.isSigned(cut)) return cut;
  throw new AuditChainBroken(
    `rows of the audit log up to seal ${cut.sequence} were removed without the signature of the site; nothing is sealed or removed until an operator has looked`,
  );
}

async function sealAt(audit: AuditStore, sequence: number): Promise<AuditSeal | null> {
  const [row] = await audit.listSealed(sequence - 1, 1);
  return row?.seal.sequence === sequence ? row.seal : null;
}

/** What the first row that is left is chained to. */
export function chainStart(cut: AuditCut | null): SignedEnd {
  return cut ?? { sequence: 0, hash: CHAIN_START };
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
