import { securityEvent } from '../audit/security-event.ts';
import { operator } from '../kernel/visitor.ts';
import type { Dependencies } from './dependencies.ts';
import { tellOfFactor } from './tell-of-factor.ts';

/**
 * Takes all second factors from a user who lost them, and tells them by mail. Answers how many there were; of a user who has
 * none nothing changes, and passkeys that log in by themselves stay.
 */
export async function removeSecondFactorsByOperator(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { userId }: { readonly userId: number },
): Promise<number> {
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const user = await stores.users.lockById(userId);
    const own = await stores.totpDevices.listOfUser(userId);
    const apps = own.filter(({ confirmedAt }) => confirmedAt !== null).length;
    await stores.totpDevices.removeAllOfUser(userId);
    const removed = apps + (await stores.passkeys.removeSecondFactors(userId));
    await stores.recoveryCodes.removeAllOfUser(userId);
    if (user === null || removed === 0) return removed;
    const detail = { kind: 'all', removed };
    await stores.audit.append(
      securityEvent('second-factor-remove', { userId, visitor: operator, now, detail }),
    );
    await tellOfFactor(stores, { user, what: 'removed-by-operator', visitor: operator, now });
    return removed;
  });
}
