import { canonicalEmail } from '../../kernel/email.ts';
import { linkPaths } from '../../link/link-paths.ts';
import { type Notice, noticeFieldOf, wantsNotices } from '../../user/notices.ts';
import type { Dependencies } from '../dependencies.ts';
import { noticeKey } from './notice-key.ts';

/** What becomes of an e-mail that is about to leave. `stopPath` is where whoever gets it stops more of its kind; null where they cannot. */
export type Departure =
  | { readonly leaves: false }
  | { readonly leaves: true; readonly stopPath: string | null };

/** Asked when it leaves, not when it was written: meanwhile its reader may have stopped them, have left that mailbox, or be gone. */
export async function noticeOnItsWay(
  { users, signer, settings }: Pick<Dependencies, 'users' | 'signer' | 'settings'>,
  { notice, to }: { readonly notice?: Notice | undefined; readonly to: string },
): Promise<Departure> {
  if (notice === undefined) return { leaves: true, stopPath: null };
  const user = await users.findById(notice.userId);
  if (user === null || canonicalEmail(user.email) !== canonicalEmail(to)) return { leaves: false };
  if (!wantsNotices(settings, user, notice.kind)) return { leaves: false };
  const mayStop = noticeFieldOf(settings.extraFields, notice.kind) !== null;
  return { leaves: true, stopPath: mayStop ? linkPaths.stopNotices(noticeKey(signer, notice, to)) : null };
}
