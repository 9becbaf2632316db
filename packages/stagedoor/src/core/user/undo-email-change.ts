import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import { takeAttempt } from '../limit/attempts.ts';
import { networkOf } from '../login/network-of.ts';
import type { Visitor } from '../visitor.ts';
import { canonicalEmail } from './email.ts';
import { hashLinkKey } from './issue-link.ts';
import type { User } from './user.ts';

type UndoDependencies = Pick<Dependencies, 'transact' | 'sessionData' | 'limits' | 'clock' | 'settings'>;

/**
 * Gives an account its old address back, by the link that went there. Ends every session and drops the new address:
 * whoever changed it may be a thief. The link outlives later password changes for the same reason.
 *
 * @throws AccountsError `invalid-link`, `throttled`.
 */
export async function undoEmailChange(
  deps: UndoDependencies,
  input: { readonly key: string; readonly visitor: Visitor },
): Promise<{ readonly user: User }> {
  const { visitor } = input;
  const limit = deps.settings.limits.linkPerSource;
  await takeAttempt(deps, { name: 'link-source', of: networkOf(visitor.ipAddress), limit });
  const now = deps.clock.now();
  const purpose = 'email-change-undo';
  const done = await deps.transact(async (stores) => {
    const link = await stores.oneTimeLinks.consume(purpose, hashLinkKey(purpose, input.key), now);
    const user = link === null ? null : await stores.users.findById(link.userId);
    const oldKey = canonicalEmail(link?.email ?? '');
    const old = oldKey === null ? null : await stores.emailAddresses.findByKey(oldKey);
    if (!user || oldKey === null || old?.userId !== user.id) return null;
    const stolenKey = canonicalEmail(user.email);
    await stores.emailAddresses.makePrimary(user.id, oldKey);
    if (stolenKey !== null && stolenKey !== oldKey) await stores.emailAddresses.remove(user.id, stolenKey);
    await stores.oneTimeLinks.discardOfUser(user.id);
    await stores.users.revokeAll(user.id);
    const ended = await stores.sessions.removeAllOfUser(user.id);
    await stores.audit.append(securityEvent('email-change-undo', { userId: user.id, visitor, now }));
    return { user, ended };
  });
  if (!done) throw new AccountsError({ code: 'invalid-link' });
  for (const keyHash of done.ended) await deps.sessionData.remove(keyHash);
  return { user: done.user };
}
