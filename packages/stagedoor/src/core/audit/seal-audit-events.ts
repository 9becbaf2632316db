import {
  AuditChainBroken,
  chainHash,
  chainStart,
  headProblem,
  type SignedEnd,
  signedCut,
} from './audit-chain.ts';
import type { AuditSeal, StoredAuditEvent } from './audit-event.ts';
import type { Dependencies } from './dependencies.ts';

type SealDependencies = Pick<Dependencies, 'audit' | 'auditHead' | 'transact'>;

const BATCH = 500;

/**
 * Chains the committed rows that have no seal yet, then signs the new end. Any number of sealers may run at once and
 * none holds up a log-in: the sequence is unique, the first to write it wins, the others find their rows sealed.
 *
 * @throws AuditChainBroken rather than extend a chain whose end is not the signed one: otherwise cutting rows off
 * would be healed by the next seal.
 */
export async function sealAuditEvents(deps: SealDependencies): Promise<{ readonly sealed: number }> {
  let sealed = 0;
  for (;;) {
    const batch = await sealBatch(deps);
    sealed += batch.sealed;
    if (!batch.more) return { sealed };
  }
}

async function sealBatch(deps: SealDependencies): Promise<{ sealed: number; more: boolean }> {
  // In this order, so that what other sealers do in between looks like nothing worse than rows that are taken: the
  // head never runs ahead of the seals, the seals never behind the list.
  const head = await deps.auditHead.read();
  const last = await deps.audit.lastSeal();
  const events = await deps.audit.listUnsealed(BATCH);
  await refuseBrokenChain(deps, head, last);
  const seals = chain(last, events);
  const won = seals.length === 0 || (await addSeals(deps, seals));
  const end = won ? (seals.at(-1) ?? last) : last;
  if (end && end.sequence > (head?.sequence ?? 0)) {
    await deps.auditHead.write({ sequence: end.sequence, hash: end.hash });
  }
  return { sealed: won ? seals.length : 0, more: won && events.length === BATCH };
}

async function refuseBrokenChain(
  deps: SealDependencies,
  head: SignedEnd | null,
  last: AuditSeal | null,
): Promise<void> {
  const cut = await signedCut(deps);
  const problem = head === null ? null : await headProblem(deps.audit, { head, last, cut });
  if (head === null || problem === null) return;
  throw new AuditChainBroken(
    `the audit log was ${problem} at or before seal ${head.sequence}, which the signed head names, or the head was left by another database; nothing is sealed until an operator has looked`,
  );
}

function chain(last: AuditSeal | null, events: readonly StoredAuditEvent[]): readonly AuditSeal[] {
  const seals: AuditSeal[] = [];
  for (const event of events) {
    const previous = seals.at(-1) ?? last;
    seals.push({
      sequence: (previous?.sequence ?? 0) + 1,
      eventId: event.id,
      hash: chainHash(previous?.hash ?? chainStart(null).hash, event),
    });
  }
  return seals;
}

/** False when another sealer was first; any other failure is a fault. */
async function addSeals(deps: SealDependencies, seals: readonly AuditSeal[]): Promise<boolean> {
  try {
    await deps.transact(({ audit }) => audit.addSeals(seals));
    return true;
  } catch (error) {
    const end = await deps.audit.lastSeal();
    const first = seals[0];
    if (end && first && end.sequence >= first.sequence) return false;
    throw error;
  }
}
