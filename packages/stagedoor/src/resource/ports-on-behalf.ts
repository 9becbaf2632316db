import type { PolicyPorts } from '../core/policy/require-policy.ts';
import type { HeldRole } from '../core/role/role.ts';
import type { OnBehalf } from './on-behalf.ts';
import { onceEach } from './once-each.ts';

/** The ports of policies for whoever asks: what they are in their organizations is read once for each `OnBehalf`, by however many questions. */
export function portsOnBehalf(ports: PolicyPorts): (by: OnBehalf) => PolicyPorts {
  return onceEach(() => ({ ...ports, roles: { ...ports.roles, listHeld: readOnce(ports.roles) } }));
}

function readOnce(roles: PolicyPorts['roles']): PolicyPorts['roles']['listHeld'] {
  const known = new Map<number, Promise<readonly HeldRole[]>>();
  return (userId) => {
    const held = known.get(userId) ?? roles.listHeld(userId);
    known.set(userId, held);
    return held;
  };
}
