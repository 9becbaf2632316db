import { securityEvent } from '../audit/security-event.ts';
import type { Dependencies } from '../dependencies.ts';
import { AccountsError } from '../errors.ts';
import { takeLinkAttempt } from '../limit/take-link-attempt.ts';
import type { Visitor } from '../visitor.ts';
import { consumeLink } from './find-link.ts';
import { decodeUserId, linkPaths } from './link-paths.ts';
import { proveAddress } from './prove-address.ts';
import type { User } from './user.ts';
import { userName } from './user-name.ts';

/** No user's id. */
const NOBODY = 0;

/**
 * Activates the account a mailed link is for. Works once, and never signs in.
 *
 * @throws AccountsError `invalid-link`, `throttled`.
 */
export async function confirmActivation(
  deps: Pick<Dependencies, 'transact' | 'limits' | 'audit' | 'clock' | 'settings'>,
  input: {
    readonly key: string;
    /** base64url of the user's id, where the link had it; a key of somebody else's stays good. */
    readonly uid?: string;
    readonly visitor: Visitor;
  },
): Promise<{ readonly user: User }> {
  const { visitor } = input;
  await takeLinkAttempt(deps, visitor);
  const now = deps.clock.now();
  const activated = await deps.transact(async (stores) => {
    const link = { purpose: 'activation', key: input.key, now } as const;
    const userId = input.uid === undefined ? undefined : (decodeUserId(input.uid) ?? NOBODY);
    const live = await consumeLink(stores, { ...link, ...(userId === undefined ? {} : { userId }) });
    if (!live) return null;
    const { user } = live;
    if ((await proveAddress(stores, user, live.link.email)) !== 'proved') return null;
    await stores.audit.append(securityEvent('activation', { userId: user.id, visitor, now }));
    await stores.jobs.enqueue({
      name: 'send-letter',
      to: user.email,
      language: user.language ?? visitor.language,
      letter: { letter: 'welcome', username: userName(user), logInPath: linkPaths.logIn },
    });
    return { ...user, isEmailVerified: true };
  });
  if (!activated) {
    await deps.audit.append(securityEvent('activation', { userId: null, visitor, now, success: false }));
    throw new AccountsError({ code: 'invalid-link' });
  }
  return { user: activated };
}
