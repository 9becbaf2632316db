import type { Page } from '../kernel/page.ts';
import type { Principal } from '../session/session.ts';
import type { Dependencies } from './dependencies.ts';
import type { Invitation } from './invitation-store.ts';
import { pageOfIds } from './list-organizations.ts';
import { requireSight } from './rights-in-organization.ts';

/**
 * Who is invited, by ascending id, those that are over too until they are cleared: for who holds `stagedoor.view_invitation` there.
 *
 * @throws AccountsError `not-found`, `permission-denied`
 */
export async function listInvitations(
  stores: Pick<Dependencies, 'organizations' | 'memberships' | 'roles' | 'invitations'>,
  input: {
    readonly principal: Principal;
    readonly organizationId: number;
    readonly afterId?: number | undefined;
    readonly limit?: number | undefined;
  },
): Promise<Page<Invitation>> {
  const { principal, organizationId, ...page } = input;
  await requireSight(stores, principal, { organizationId, permission: 'stagedoor.view_invitation' });
  return await invitationsOf(stores, { organizationId, ...page });
}

/** The same for whoever may see it. */
export async function invitationsOf(
  { invitations }: Pick<Dependencies, 'invitations'>,
  input: {
    readonly organizationId: number;
    readonly afterId?: number | undefined;
    readonly limit?: number | undefined;
  },
): Promise<Page<Invitation>> {
  const { organizationId, ...page } = input;
  return await pageOfIds(page, {
    list: (asked) => invitations.list(organizationId, asked),
    idOf: ({ id }) => id,
  });
}
