import { after } from '../kernel/clock.ts';
import { AuditChainBroken, chainHash, chainStart, type SignedEnd, signedCut } from './audit-chain.ts';
import type { AuditSeal, StoredAuditEvent } from './audit-event.ts';
import type { Dependencies } from './dependencies.ts';

const BATCH = 500;

type SealedRow = { readonly seal: AuditSeal; readonly event: StoredAuditEvent | null };

/**
 * Removes the audit rows that are older than the site keeps them, oldest first and only what is sealed, and signs where
 * the chain goes on from. The newest seal always stays. Answers how many rows went.
 *
 * @throws AuditChainBroken rather than remove a row that is not what was written: with it would go the evidence.
 */
export async function pruneAudit(
  deps: Pick<Dependencies, 'audit' | 'auditHead' | 'transact' | 'clock' | 'settings'>,
): Promise<number> {
  await renewSignature(deps);
  const ageMs = deps.settings.retention.auditMs;
  if (ageMs === null) return 0;
  const before = after(deps.clock.now(), -ageMs);
  let removed = 0;
  for (;;) {
    const count = await pruneBatch(deps, before);
    removed += count;
    if (count < BATCH) return removed;
  }
}

/** A signature under a key that is about to go is made anew: otherwise the cut would be nobody's one day. */
async function renewSignature(deps: Pick<Dependencies, 'audit' | 'auditHead' | 'transact'>): Promise<void> {
  const cut = await signedCut(deps);
  if (cut === null) return;
  const renewed = deps.auditHead.signCut(cut);
  if (renewed.signature === cut.signature) return;
  await deps.transact((stores) => stores.audit.removeBefore(renewed));
}

async function pruneBatch(
  deps: Pick<Dependencies, 'audit' | 'auditHead' | 'transact'>,
  before: Date,
): Promise<number> {
  const { audit, auditHead, transact } = deps;
  const start = chainStart(await signedCut(deps));
  // One more than is removed, so that the newest seal is never among them.
  const rows = (await audit.listSealed(start.sequence, BATCH + 1)).slice(0, -1);
  const old = rows.slice(0, oldRows(rows, before));
  const end = old.at(-1)?.seal;
  if (!end) return 0;
  refuseBroken(start, old);
  const cut = auditHead.signCut({ sequence: end.sequence, hash: end.hash });
  await transact((stores) => stores.audit.removeBefore(cut));
  return old.length;
}

/** How many rows from the first on are old; a younger one keeps those behind it, however old they say they are. */
function oldRows(rows: readonly SealedRow[], before: Date): number {
  const young = rows.findIndex(({ event }) => event !== null && event.occurredAt >= before);
  return young === -1 ? rows.length : young;
}

function refuseBroken(start: SignedEnd, rows: readonly SealedRow[]): void {
  let previous = start;
  for (const { seal, event } of rows) {
    const isWhole =
      event !== null &&
      seal.sequence === previous.sequence + 1 &&
      seal.hash === chainHash(previous.hash, event);
    if (!isWhole) {
      throw new AuditChainBroken(
        `seal ${previous.sequence + 1} of the audit log is not what was written; nothing is removed until an operator has looked`,
      );
    }
    previous = seal;
  }
}
