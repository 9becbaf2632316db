import type { Actor } from '../access/actor.ts';
import type { Dependencies } from './dependencies.ts';
import type { Organization } from './organization.ts';
import { organizationEvent } from './organization-event.ts';
import { readOrganizationName } from './organization-name.ts';
import { requireInOrganization } from './rights-in-organization.ts';

type Ports = Pick<Dependencies, 'transact' | 'clock'>;

/**
 * Calls an organization something else. Asks for `stagedoor.change_organization`, there or everywhere, which its admins have.
 *
 * @throws AccountsError `not-found`, `permission-denied`, `invalid-input` at `name`
 */
export async function renameOrganization(
  { transact, clock }: Ports,
  {
    by,
    organizationId,
    name,
  }: { readonly by: Actor; readonly organizationId: number; readonly name: string },
): Promise<Organization> {
  const act = { by, now: clock.now() };
  return await transact(async (stores) => {
    const permission = 'stagedoor.change_organization';
    const { organization: before } = await requireInOrganization(stores, act, { organizationId, permission });
    const organization = { ...before, name: readOrganizationName(name) };
    if (organization.name === before.name) return before;
    await stores.organizations.rename(organizationId, organization.name);
    const detail = { before: before.name };
    await stores.audit.append(organizationEvent('organization-change', act, { organization, detail }));
    return organization;
  });
}

/**
 * Ends an organization, with its memberships, invitations and what people are there. Asks for `stagedoor.delete_organization`, there or
 * everywhere, which its owners have.
 *
 * @throws AccountsError `not-found`, `permission-denied`
 */
export async function deleteOrganization(
  { transact, clock }: Ports,
  { by, organizationId }: { readonly by: Actor; readonly organizationId: number },
): Promise<void> {
  const act = { by, now: clock.now() };
  await transact(async (stores) => {
    const permission = 'stagedoor.delete_organization';
    const { organization } = await requireInOrganization(stores, act, { organizationId, permission });
    await stores.organizations.remove(organizationId);
    await stores.audit.append(organizationEvent('organization-delete', act, { organization }));
  });
}
