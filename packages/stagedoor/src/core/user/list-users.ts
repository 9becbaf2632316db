import type { Dependencies } from '../dependencies.ts';
import type { User } from './user.ts';
import type { UserFilter } from './user-store.ts';

const USUAL_PAGE = 100;
const LONGEST_PAGE = 1_000;

/**
 * Users by ascending id, for an operator: a page, at most 1,000 and 100 unless told. The next page begins after the last id
 * of this one, and names whom the same filter names; ids are random, so their order says nothing about age.
 *
 * @example
 * const first = await stagedoor.useCases.listUsers({});
 * const next = await stagedoor.useCases.listUsers({ afterId: first.at(-1)?.id });
 */
export async function listUsers(
  deps: Pick<Dependencies, 'users'>,
  input: { readonly afterId?: number | undefined; readonly limit?: number | undefined } & UserFilter,
): Promise<readonly User[]> {
  const { afterId = 0, limit = USUAL_PAGE, ...filter } = input;
  return await deps.users.list({ ...filter, afterId, limit: Math.min(Math.max(1, limit), LONGEST_PAGE) });
}
