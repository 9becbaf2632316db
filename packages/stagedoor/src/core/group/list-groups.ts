import { type Page, pageOf } from '../kernel/page.ts';
import type { Group } from '../permission/group.ts';
import type { Dependencies } from './dependencies.ts';

/** Groups by ascending id, for whoever may see them: a page, at most 1,000 and 100 unless told. The next one begins after `next`. */
export async function listGroups(
  { groups }: Pick<Dependencies, 'groups'>,
  { afterId = 0, limit }: { readonly afterId?: number | undefined; readonly limit?: number | undefined } = {},
): Promise<Page<Group>> {
  return await pageOf(limit, (most) => groups.list({ afterId, limit: most }));
}

/** The groups that somebody is in, by name, ascending: for whoever may see them. */
export async function listGroupsOfUser(
  { groups }: Pick<Dependencies, 'groups'>,
  { userId }: { readonly userId: number },
): Promise<readonly Group[]> {
  return (await groups.rightsOfUser(userId)).groups;
}
