import { AccountsError, fieldRefusal } from '../kernel/errors.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import { lockUsers } from './lock-users.ts';
import { organizationEvent } from './organization-event.ts';
import { refuseLastOwner, requireAbove } from './require-above.ts';
import { requireMayOwn } from './require-may-own.ts';
import { requireInOrganization } from './rights-in-organization.ts';

/**
 * Makes another member an owner in one's own place: both at once, so that it is never without one and the last owner may. Whoever hands it over is an admin afterwards.
 *
 * @throws AccountsError `not-found` for no such organization or member; `permission-denied` for who is no owner of it; `invalid-input` at
 *   `user` for oneself (`transfer_to_oneself`), and at `non_field_errors` for who is shut out (`last_owner`) or owns as many as one may
 *   (`too_many_organizations`)
 */
export async function transferOrganization(
  { transact, clock, settings }: Pick<Dependencies, 'transact' | 'clock' | 'settings'>,
  input: { readonly principal: Principal; readonly organizationId: number; readonly userId: number },
): Promise<void> {
  const { principal, organizationId, userId } = input;
  const act = { by: principal, now: clock.now() };
  await transact(async (stores) => {
    await lockUsers(stores, principal, userId);
    const permission = 'stagedoor.delete_organization';
    const rights = await requireInOrganization(stores, act, { organizationId, permission });
    const own = await stores.memberships.find(organizationId, principal.user.id);
    if (own?.role !== 'owner') throw new AccountsError({ code: 'permission-denied' });
    if (own.userId === userId) throw fieldRefusal('user', 'transfer_to_oneself');
    const heir = await requireAbove(stores, rights, userId);
    if (heir.role !== 'owner') await requireMayOwn(stores, settings, { userId, role: 'owner' });
    // The heir first, so that it is never without an owner; who owns it too stays what they are.
    const changes = [
      { member: heir, role: 'owner' },
      { member: own, role: 'admin' },
    ] as const;
    for (const { member, role } of changes.filter((change) => change.member.role !== change.role)) {
      if (role === 'admin') await refuseLastOwner(stores, own);
      await stores.memberships.setRole(organizationId, member.userId, role);
      await stores.sessions.markKeysDue(member.userId);
      const detail = { before: member.role, role };
      const about = { organization: rights.organization, userId: member.userId, detail };
      await stores.audit.append(organizationEvent('membership-change', act, about));
    }
  });
}
