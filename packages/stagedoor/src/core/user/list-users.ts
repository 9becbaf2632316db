import { type Page, pageOf } from '../kernel/page.ts';
import type { Dependencies } from './dependencies.ts';
import type { User } from './user.ts';
import type { UserFilter } from './user-store.ts';

/**
 * Users by ascending id, for an operator: a page, at most 1,000 and 100 unless told. The next page begins after
 * `next`, which is null at the end, and names whom the same filter names; ids are random, so their order says nothing about age.
 *
 * @example
 * const first = await stagedoor.useCases.user.list({});
 * if (first.next !== null) await stagedoor.useCases.user.list({ afterId: first.next });
 */
export async function listUsers(
  deps: Pick<Dependencies, 'users'>,
  input: { readonly afterId?: number | undefined; readonly limit?: number | undefined } & UserFilter,
): Promise<Page<User>> {
  const { afterId = 0, limit, ...filter } = input;
  return await pageOf(limit, (most) => deps.users.list({ ...filter, afterId, limit: most }));
}
