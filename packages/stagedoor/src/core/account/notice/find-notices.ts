import { noticeFieldOf, wantsNotices } from '../../user/notices.ts';
import type { User } from '../../user/user.ts';
import type { Dependencies } from '../dependencies.ts';
import { isNoticeKeyOf, readNoticeKey } from './notice-key.ts';

/** What the link of a notice is about. */
export interface NoticesOfLink {
  /** Who gets them. */
  readonly user: User;
  /** The extra field that says whether they want them. */
  readonly field: string;
  readonly areWanted: boolean;
}

/** What a link stops, for whoever only looks; null for a link that is none, or of a mailbox that is theirs no more. */
export async function findNotices(
  { users, signer, settings }: Pick<Dependencies, 'users' | 'signer' | 'settings'>,
  { key }: { readonly key: string },
): Promise<NoticesOfLink | null> {
  const said = readNoticeKey(key);
  if (said === null) return null;
  const field = noticeFieldOf(settings.extraFields, said.kind);
  const user = await users.findById(said.userId);
  if (field === null || user === null || !isNoticeKeyOf(signer, said, user.email)) return null;
  return { user, field, areWanted: wantsNotices(settings, user, said.kind) };
}
