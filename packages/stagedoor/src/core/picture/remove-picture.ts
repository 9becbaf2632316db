import { securityEvent } from '../audit/security-event.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { lockPrincipal } from '../session/lock-principal.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies, Stores } from './dependencies.ts';

/**
 * Shows no picture of the logged-in user any longer; its file goes by a job. Nothing happens where there is none.
 *
 * @throws AccountsError `not-authenticated` when the session ended meanwhile
 */
export async function removePicture(
  { transact, clock }: Pick<Dependencies, 'transact' | 'clock'>,
  { principal, visitor }: { readonly principal: Principal; readonly visitor: Visitor },
): Promise<void> {
  const userId = principal.user.id;
  await transact(async (stores) => {
    await lockPrincipal(stores, principal);
    if (!(await forgetPicture(stores, userId))) return;
    await stores.audit.append(securityEvent('picture-remove', { userId, visitor, now: clock.now() }));
  });
}

/** In a transaction; answers whether there was one. */
export async function forgetPicture(
  { pictures, jobs }: Pick<Stores, 'pictures' | 'jobs'>,
  userId: number,
): Promise<boolean> {
  const file = await pictures.remove(userId);
  if (file !== null) await jobs.enqueue({ name: 'remove-file', file });
  return file !== null;
}
