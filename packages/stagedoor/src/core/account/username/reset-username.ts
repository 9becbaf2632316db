import { securityEvent } from '../../audit/security-event.ts';
import { AccountsError, fieldRefusal, refuseProblems } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { reachResponseFloor } from '../../limit/response-floor.ts';
import { takeLinkAttempt } from '../../limit/take-link-attempt.ts';
import { consumeLink, findLink } from '../../link/find-link.ts';
import { decodeUserId } from '../../link/link-paths.ts';
import type { User } from '../../user/user.ts';
import { checkUsername, normalizeUsername, provedAddress } from '../../user/username.ts';
import type { Dependencies } from '../dependencies.ts';
import { notifyOfUsername } from './notify-of-username.ts';

export interface ResetUsername {
  /** base64url of the user's id, as in the link. */
  readonly uid: string;
  readonly token: string;
  readonly username: string;
  readonly visitor: Visitor;
}

/**
 * Sets a new username by a mailed link. Works once, and logs nobody in; sessions and password stay as they are.
 *
 * @throws AccountsError `invalid-link`, `invalid-input` at `username` (the link stays good), `throttled`.
 */
export async function resetUsername(
  deps: Pick<Dependencies, 'transact' | 'oneTimeLinks' | 'users' | 'limits' | 'audit' | 'clock' | 'settings'>,
  input: ResetUsername,
): Promise<void> {
  const startedAt = deps.clock.now();
  await takeLinkAttempt(deps, input.visitor);
  const link = { purpose: 'username-reset', key: input.token } as const;
  const live = await findLink(deps, link);
  const userId = decodeUserId(input.uid);
  const isDone = live !== null && live.user.id === userId && (await rename(deps, input, live.user));
  if (isDone) return;
  const facts = { userId: null, visitor: input.visitor, now: deps.clock.now(), success: false };
  await deps.audit.append(securityEvent('username-reset', facts));
  await reachResponseFloor(deps, startedAt);
  throw new AccountsError({ code: 'invalid-link' });
}

/** False where somebody was quicker with the link. A name that is taken takes the use of the link back. */
async function rename(
  deps: Pick<Dependencies, 'transact' | 'clock'>,
  { token, username: typed, visitor }: ResetUsername,
  user: User,
): Promise<boolean> {
  const username = normalizeUsername(typed);
  refuseProblems({ username: checkUsername(username, provedAddress(user)) });
  const now = deps.clock.now();
  return await deps.transact(async (stores) => {
    const used = await consumeLink(stores, { purpose: 'username-reset', key: token, now, userId: user.id });
    if (used === null) return false;
    refuseProblems({ username: checkUsername(username, provedAddress(used.user)) });
    if (!(await stores.users.update(user.id, { username }))) throw fieldRefusal('username', 'username_taken');
    await stores.audit.append(securityEvent('username-reset', { userId: user.id, visitor, now }));
    await notifyOfUsername(stores, { user: used.user, username, visitor, now });
    return true;
  });
}
