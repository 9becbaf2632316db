import type { AuditEvent } from '../../audit/audit-event.ts';
import { after } from '../../kernel/clock.ts';
import { operator } from '../../kernel/visitor.ts';
import { removeUserRow } from '../../user/remove-user-row.ts';
import type { Dependencies } from '../dependencies.ts';

const BATCH = 100;

/**
 * Removes accounts that nobody activated in time (`isUnactivated`), each with its audit event. Younger ones stay; an
 * activation at the same moment wins. Does nothing where the setting is off.
 */
export async function removeUnactivatedUsers(
  deps: Pick<Dependencies, 'users' | 'transact' | 'featureRecords' | 'clock' | 'settings'>,
): Promise<{ readonly removed: number }> {
  const ageMs = deps.settings.removeUnactivatedAfterMs;
  if (ageMs === null) return { removed: 0 };
  const now = deps.clock.now();
  const joinedBefore = after(now, -ageMs);
  let removed = 0;
  const faults: unknown[] = [];
  for (;;) {
    const ids = await deps.users.findUnactivated(joinedBefore, BATCH);
    const before = removed;
    for (const id of ids) {
      try {
        if (await removeOne(deps, id, { joinedBefore, now })) removed += 1;
      } catch (fault) {
        // What a feature cannot forget of one account holds up no other's.
        faults.push(fault);
      }
    }
    // A batch of which nobody could be removed would come back for ever.
    if (ids.length < BATCH || removed === before) break;
  }
  if (faults.length > 0) throw faults[0];
  return { removed };
}

function removeOne(
  { transact, featureRecords }: Pick<Dependencies, 'transact' | 'featureRecords'>,
  id: number,
  { joinedBefore, now }: { joinedBefore: Date; now: Date },
): Promise<boolean> {
  return transact(async (stores) => {
    if (!(await stores.users.lockUnactivated(id, joinedBefore))) return false;
    await featureRecords.forget(stores, { userId: id, by: 'operator', visitor: operator, now });
    await removeUserRow(stores, id);
    await stores.audit.append(removalEvent(id, now));
    return true;
  });
}

function removalEvent(userId: number, occurredAt: Date): AuditEvent {
  return {
    action: 'user-clean-up',
    success: true,
    occurredAt,
    userId,
    ipAddress: '',
    userAgent: 'scheduled job',
    detail: { reason: 'never-activated' },
  };
}
