import type { Dependencies } from '../../core/dependencies.ts';
import { AccountsError, fieldRefusal } from '../../core/kernel/errors.ts';
import { assignRoleThere, unassignRoleThere } from '../../core/organization/assign-role-there.ts';
import { requireSight } from '../../core/organization/rights-in-organization.ts';
import { assignRole, unassignRole } from '../../core/role/assign-role.ts';
import type { Principal } from '../../core/session/session.ts';
import type { GuardedRows } from '../guarded-rows.ts';
import { readNewRow } from '../read/read-row.ts';
import { requireVersion } from '../require-version.ts';
import type { StoredRow } from '../resource-store.ts';
import { actorFor, type Writes } from './writing.ts';

/** Who gives or takes which role, whose it is, and where. */
interface Assignment {
  readonly by: Principal;
  readonly userId: number;
  readonly roleId: number;
  /** Null for everywhere. */
  readonly organizationId: number | null;
}

/** Gives and takes roles by the use cases: everywhere by one, in an organization by the other, which judges by what holds there. */
export function writeRoleAssignments(writes: Writes): Pick<GuardedRows, 'create' | 'remove'> {
  const { resource, ports, rows } = writes;
  return {
    async create(by, sent) {
      const assignment = assignmentIn(actorFor(writes, by, 'add'), readNewRow(resource, sent));
      const isNew = await give(ports, assignment).catch(namingWhatIsNot(ports, assignment));
      if (!isNew) throw fieldRefusal('non_field_errors', 'role_assigned');
      const { userId: user, roleId: role, organizationId: organization } = assignment;
      const given = await writes.findBy({ user, role, organization });
      // Somebody was quicker to take it away.
      if (given === null) throw new AccountsError({ code: 'not-found' });
      return given;
    },
    async remove(by, { id, version }) {
      const row = await rows.get(by, id);
      requireVersion(row, version);
      if (!(await take(ports, assignmentIn(actorFor(writes, by, 'delete'), row))))
        throw new AccountsError({ code: 'not-found' });
    },
  };
}

function assignmentIn(by: Principal, values: Readonly<Record<string, unknown>> | StoredRow): Assignment {
  const { user, role, organization } = values;
  const organizationId = organization === null || organization === undefined ? null : Number(organization);
  return { by, userId: Number(user), roleId: Number(role), organizationId };
}

async function give(ports: Dependencies, { organizationId, ...whose }: Assignment): Promise<boolean> {
  if (organizationId === null) return await assignRole(ports, whose);
  return await assignRoleThere(ports, { ...whose, organizationId });
}

async function take(ports: Dependencies, { organizationId, ...whose }: Assignment): Promise<boolean> {
  if (organizationId === null) return await unassignRole(ports, whose);
  return await unassignRoleThere(ports, { ...whose, organizationId });
}

/** Which of the three is not there, as far as whoever gives the role may know: of an organization that they do not see nothing more is said. */
function namingWhatIsNot(
  ports: Dependencies,
  { by, userId, roleId, organizationId }: Assignment,
): (error: unknown) => Promise<never> {
  return async (error) => {
    if (!isNotFound(error)) throw error;
    if (organizationId !== null) {
      const there = { organizationId, permission: 'stagedoor.change_membership' };
      await requireSight(ports, by, there).catch((unseen: unknown) => {
        throw isNotFound(unseen) ? doesNotExist('organization', organizationId) : unseen;
      });
      if ((await ports.memberships.find(organizationId, userId)) === null)
        throw fieldRefusal('organization', 'not_a_member');
    } else if ((await ports.users.findById(userId)) === null) throw doesNotExist('user', userId);
    throw doesNotExist('role', roleId);
  };
}

function isNotFound(error: unknown): boolean {
  return error instanceof AccountsError && error.refusal.code === 'not-found';
}

function doesNotExist(field: string, key: number): AccountsError {
  return fieldRefusal(field, 'does_not_exist', { pk_value: String(key) });
}
