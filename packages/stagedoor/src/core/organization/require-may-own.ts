import { fieldRefusal } from '../kernel/errors.ts';
import type { Stores } from './dependencies.ts';
import type { MemberRole } from './organization.ts';
import type { Settings } from './settings.ts';

/**
 * Refuses an owner who has as many organizations as one may, however they come to another. Their row is locked, so that of many at once no more
 * than that are theirs. By a deletion they may come to more: it must not fail.
 *
 * @throws AccountsError `invalid-input` (`too_many_organizations`)
 */
export async function requireMayOwn(
  { memberships }: Pick<Stores, 'memberships'>,
  { organizations: { mostOwned } }: Pick<Settings, 'organizations'>,
  { userId, role }: { readonly userId: number; readonly role: MemberRole },
): Promise<void> {
  if (role !== 'owner') return;
  if ((await memberships.listOwned(userId)).length >= mostOwned)
    throw fieldRefusal('non_field_errors', 'too_many_organizations', { count: mostOwned });
}
