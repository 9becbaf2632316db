import { securityEvent } from '../../audit/security-event.ts';
import { operator } from '../../kernel/visitor.ts';
import type { Dependencies } from '../dependencies.ts';
import type { NewSigningKey } from '../signing-key-store.ts';

/** Why there is a new key; the audit log says so. */
export type KeyReason = 'first' | 'rotation' | 'compromise';

/**
 * Adds a key, ends the others where it takes over from them, and leaves an audit event. False where somebody else was
 * quicker: then nothing changed.
 */
export async function addSigningKey(
  deps: Pick<Dependencies, 'transact'>,
  key: NewSigningKey,
  of: { readonly reason: KeyReason; readonly othersRetireAt: Date | null },
): Promise<boolean> {
  return await deps.transact(async ({ signingKeys, audit }) => {
    if (!(await signingKeys.add(key))) return false;
    if (of.othersRetireAt !== null) await signingKeys.retireOthers(key, of.othersRetireAt);
    const detail = {
      key: key.id,
      algorithm: key.algorithm,
      reason: of.reason,
      signs_from: key.signsFrom.toISOString(),
    };
    const seen = { userId: null, visitor: operator, now: key.createdAt, detail };
    await audit.append(securityEvent('signing-key-change', seen));
    return true;
  });
}
