import { AccountsError } from '../kernel/errors.ts';
import { type Page, pageOf } from '../kernel/page.ts';
import type { User } from '../user/user.ts';
import type { Dependencies } from './dependencies.ts';

export interface ListMembers {
  readonly groupId: number;
  readonly afterId?: number | undefined;
  readonly limit?: number | undefined;
}

/**
 * Who is in a group, by ascending id, for whoever may see it: a page, at most 1,000 and 100 unless told. The next one begins after `next`.
 *
 * @throws AccountsError `not-found`
 */
export async function listMembers(
  { groups, users }: Pick<Dependencies, 'groups' | 'users'>,
  { groupId, afterId = 0, limit }: ListMembers,
): Promise<Page<User>> {
  if ((await groups.findById(groupId)) === null) throw new AccountsError({ code: 'not-found' });
  return await pageOf(limit, (most) => users.list({ inGroup: groupId, afterId, limit: most }));
}
