import type { Dependencies, Stores } from '../../core/dependencies.ts';
import { AccountsError } from '../../core/kernel/errors.ts';
import { deleteOrganization, renameOrganization } from '../../core/organization/change-organization.ts';
import { createOrganization, mayCreateOrganization } from '../../core/organization/create-organization.ts';
import { requireInOrganization } from '../../core/organization/rights-in-organization.ts';
import { actsAsThemselves } from '../../core/session/authority.ts';
import type { Principal } from '../../core/session/session.ts';
import type { GuardedRows } from '../guarded-rows.ts';
import type { OnBehalf } from '../on-behalf.ts';
import { readNewRow, readPatch, readReplacement } from '../read/read-row.ts';
import type { StoredRow } from '../resource-store.ts';
import { actorFor, onHeldRow, type Writes } from './writing.ts';

/** Organizations as whoever asks sees them, each with what they are in it, unless they come by a token with a scope, which is in none: one statement more a list. */
export function readOrganizations(
  rows: GuardedRows,
  { memberships }: Pick<Dependencies, 'memberships'>,
): GuardedRows {
  const asSeen = async ({ principal }: OnBehalf, found: readonly StoredRow[]) => {
    if (principal === null || found.length === 0 || !actsAsThemselves(principal)) return found;
    const ids = found.map(({ id }) => id);
    const own = await memberships.listOfUser(principal.user.id, ids);
    const roles = new Map(own.map(({ organizationId, role }) => [organizationId, role]));
    return found.map((row) => ({ ...row, role: roles.get(row.id) ?? null }));
  };
  return {
    ...rows,
    async list(by, query) {
      const found = await rows.list(by, query);
      const isAsked = query.fields?.includes('role') ?? true;
      return isAsked ? await asSeen(by, found) : found;
    },
    async get(by, id) {
      const row = await rows.get(by, id);
      const [seen = row] = await asSeen(by, [row]);
      return seen;
    },
  };
}

/** Writes organizations by their use cases. */
export function writeOrganizations(
  writes: Writes,
): Pick<GuardedRows, 'create' | 'update' | 'replace' | 'remove'> {
  const { resource, ports, rows } = writes;
  const changeAs =
    (read: typeof readPatch): GuardedRows['update'] =>
    async (by, seen, sent) => {
      await rows.get(by, seen.id);
      const actor = actorFor(writes, by, 'change');
      const act = { by: actor, organizationId: seen.id };
      await onHeldRow(writes, seen, {
        hold: holding({ ...act, now: by.now, permission: 'stagedoor.change_organization' }),
        // Whoever may not is refused whatever they sent.
        async act(within) {
          const { name } = read(resource, sent);
          if (typeof name === 'string') await renameOrganization(within, { ...act, name });
        },
      });
      return await rows.get(by, seen.id);
    };
  return {
    async create({ principal, ...by }, sent) {
      // A policy that lets in by one of several ways does not know which is near; here it is the address.
      if (principal !== null && mayCreateOrganization(ports, { principal }) === 'unverified')
        throw new AccountsError({ code: 'email-unverified' });
      const actor = actorFor(writes, { ...by, principal }, 'add');
      const { name } = readNewRow(resource, sent);
      const { id } = await createOrganization(ports, { by: actor, name: String(name) });
      return await rows.get({ ...by, principal: actor }, id);
    },
    update: changeAs(readPatch),
    replace: changeAs(readReplacement),
    async remove(by, seen) {
      await rows.get(by, seen.id);
      const act = { by: actorFor(writes, by, 'delete'), organizationId: seen.id };
      await onHeldRow(writes, seen, {
        hold: holding({ ...act, now: by.now, permission: 'stagedoor.delete_organization' }),
        act: (within) => deleteOrganization(within, act),
      });
    },
  };
}

interface Holding {
  readonly by: Principal;
  readonly now: Date;
  readonly organizationId: number;
  readonly permission: string;
}

function holding({ by, now, ...there }: Holding): (stores: Stores) => Promise<unknown> {
  return async (stores) => await requireInOrganization(stores, { by, now }, there);
}
