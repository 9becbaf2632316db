import { randomBytes } from 'node:crypto';
import { securityEvent } from '../audit/security-event.ts';
import { after, hours } from '../kernel/clock.ts';
import { fieldRefusal } from '../kernel/errors.ts';
import type { Visitor } from '../kernel/visitor.ts';
import { lockPrincipal } from '../session/lock-principal.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import type { Picture } from './picture-store.ts';

/** By then whoever saved the file has written that it is somebody's, or never will. */
const UNUSED_AFTER_MS = hours(1);

export interface SetPicture {
  readonly principal: Principal;
  /** The file as it was sent. */
  readonly sent: Uint8Array;
  readonly visitor: Visitor;
}

/**
 * Shows this picture of the logged-in user from now on. It is drawn anew: nothing of the file that was sent is kept. The file of the one before
 * is removed by a job, and so is this one where it becomes nobody's, wherever the process dies.
 *
 * @throws AccountsError `invalid-input` at `picture` for what is no JPEG, PNG, WebP or GIF, or too large; `busy`; `not-authenticated` when the
 *   session ended meanwhile
 */
export async function setPicture(
  deps: Pick<Dependencies, 'transact' | 'jobs' | 'fileStorage' | 'drawPicture' | 'clock'>,
  { principal, sent, visitor }: SetPicture,
): Promise<Picture> {
  if (sent.length === 0) throw fieldRefusal('picture', 'no_file');
  const drawn = await deps.drawPicture(sent);
  if (drawn === null) throw fieldRefusal('picture', 'invalid_image');
  const now = deps.clock.now();
  const userId = principal.user.id;
  const file = `avatars/${randomBytes(16).toString('hex')}.webp`;
  await deps.jobs.enqueue({ name: 'remove-file', file }, { runAt: after(now, UNUSED_AFTER_MS) });
  await deps.fileStorage.save(file, drawn);
  const picture = { userId, file, addedAt: now };
  await deps.transact(async (stores) => {
    await lockPrincipal(stores, principal);
    const before = await stores.pictures.put(picture);
    if (before !== null) await stores.jobs.enqueue({ name: 'remove-file', file: before });
    await stores.audit.append(securityEvent('picture-change', { userId, visitor, now }));
  });
  return picture;
}
