import type { PolicyPorts } from '../core/policy/require-policy.ts';
import type { HeldRole } from '../core/role/role.ts';
import type { OnBehalf } from './on-behalf.ts';
import { onceEach } from './once-each.ts';

type ListHeld = PolicyPorts['roles']['listHeld'];

/** One for all rows that are asked on somebody's behalf: what is written together has rows of its own, within a transaction. */
const heldOf = onceEach((_by: OnBehalf) => new Map<number, Promise<readonly HeldRole[]>>());

/** The ports of policies for whoever asks: what they are in their organizations is read once for each `OnBehalf`, by however many questions. */
export function portsOnBehalf(ports: PolicyPorts): (by: OnBehalf) => PolicyPorts {
  return onceEach((by) => ({ ...ports, roles: { ...ports.roles, listHeld: readOnce(ports.roles, by) } }));
}

function readOnce(roles: PolicyPorts['roles'], by: OnBehalf): ListHeld {
  const known = heldOf(by);
  return (userId) => {
    const held = known.get(userId) ?? roles.listHeld(userId);
    known.set(userId, held);
    // A transaction that is tried again asks again.
    held.catch(() => known.delete(userId));
    return held;
  };
}
