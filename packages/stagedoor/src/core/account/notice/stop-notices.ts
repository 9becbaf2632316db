import { securityEvent } from '../../audit/security-event.ts';
import { AccountsError } from '../../kernel/errors.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import type { Dependencies } from '../dependencies.ts';
import { findNotices, type NoticesOfLink } from './find-notices.ts';

export interface StopNotices {
  /** As the link of the e-mail carries it. */
  readonly key: string;
  readonly visitor: Visitor;
}

/**
 * Stops notices of one kind, by the link that each of them has: nobody has to log in for it (RFC 8058). Again is as once. They begin again in
 * the profile alone.
 *
 * @throws AccountsError `invalid-link`
 */
export async function stopNotices(
  deps: Pick<Dependencies, 'transact' | 'signer' | 'clock' | 'settings'>,
  { key, visitor }: StopNotices,
): Promise<NoticesOfLink> {
  const { signer, settings, clock } = deps;
  return await deps.transact(async (stores) => {
    const found = await findNotices({ ...stores, signer, settings }, { key });
    if (found === null) throw new AccountsError({ code: 'invalid-link' });
    const { user, field, areWanted } = found;
    if (!areWanted) return found;
    await stores.users.update(user.id, { extra: { [field]: false } });
    const detail = { fields: field, by: 'mailed-link' };
    const facts = { userId: user.id, visitor, now: clock.now(), detail };
    await stores.audit.append(securityEvent('profile-change', facts));
    return { ...found, areWanted: false };
  });
}
