import { isScoped } from '../core/access/who-asks.ts';
import { AccountsError } from '../core/kernel/errors.ts';
import { asMember } from '../core/policy/as-member.ts';
import type { Asker } from '../core/policy/asker.ts';
import { always, type Condition, isOfAskerAlone } from '../core/policy/condition.ts';
import type { Action, Policy } from '../core/policy/policy.ts';
import { type PolicyPorts, requirePolicy } from '../core/policy/require-policy.ts';
import { resolvePolicy } from '../core/policy/resolve-policy.ts';
import { whyRefused } from '../core/policy/why-refused.ts';
import { withRoles } from '../core/policy/with-roles.ts';
import type { Principal } from '../core/session/session.ts';
import type { OnBehalf } from './on-behalf.ts';
import type { Resource, ResourcePlace } from './resource.ts';

/** Says who may do what with rows, by one policy. */
export interface RowJudge {
  /** With the roles that the policy asks for, which the ports read. */
  askerOf(principal: Principal | null, action: Action): Promise<Asker>;
  /** What is left to ask of a row: what no row can mend is refused before one is read, and what was sent is. @throws AccountsError */
  mayAny(asker: Asker): Promise<Condition>;
  /** @throws AccountsError `permission-denied` and its like where they may not do it with this one */
  require(asker: Asker, row: object): Promise<void>;
}

export function judgeRows(place: ResourcePlace, policy: Policy, ports: PolicyPorts): RowJudge {
  return {
    askerOf: async (principal, action) => await withRoles(ports, policy, { principal, action }),
    async mayAny(asker) {
      requireInScope(place, asker);
      const member = asMember(policy, asker);
      const open = resolvePolicy(policy, member);
      if (isOfAskerAlone(open)) {
        await requirePolicy(ports, { ...asker, policy });
        return always;
      }
      if (open.kind !== 'never') return resolvePolicy(policy, asker);
      const holds = (part: Policy) => resolvePolicy(part, member).kind !== 'never';
      throw whyRefused(policy, asker, holds);
    },
    async require(asker, row) {
      requireInScope(place, asker);
      await requirePolicy(ports, { ...asker, policy, rows: [row] });
    },
  };
}

/**
 * Who comes with a personal token does with a resource what the token's scope names, in permissions of the resource, and no more than its
 * policy lets its owner: a token that names none opens no resource, whoever may see it.
 */
export function requireInScope(place: ResourcePlace, { principal, action }: Asker): void {
  if (principal === null || !isScoped(principal)) return;
  if (!principal.access.has(permissionFor(place, action)))
    throw new AccountsError({ code: 'permission-denied' });
}

const ownActions: readonly Action[] = ['view', 'add', 'change', 'delete'];

/** An action of the resource's own has the permission of its name where there is one; else it changes a row. */
function permissionFor({ feature, resource }: ResourcePlace, action: Action): string {
  if (Object.hasOwn(resource.permissions ?? {}, action)) return `${feature}.${action}`;
  return `${feature}.${ownActions.includes(action) ? action : 'change'}_${resource.name}`;
}

/** Where it is written whose a row is, nobody makes one. */
export function requireCaller({ fields }: Resource, { principal }: OnBehalf): void {
  const needsCaller = Object.values(fields).some(
    (field) => field.type === 'reference' && field.set === 'caller' && field.nullable !== true,
  );
  if (principal === null && needsCaller) throw new AccountsError({ code: 'not-authenticated' });
}
