import type { PendingStage } from '../../../src/core/kernel/stage.ts';
import { PermissionSet } from '../../../src/core/permission/permission-set.ts';
import type { Asker } from '../../../src/core/policy/asker.ts';
import { authenticationOf } from '../../../src/core/session/authentication.ts';
import { openScope } from '../../../src/core/session/authority.ts';
import type { Principal } from '../../../src/core/session/session.ts';
import type { TokenScope } from '../../../src/core/session/token-scope.ts';
import { withRights } from '../../../src/core/session/with-rights.ts';
import type { User } from '../../../src/core/user/user.ts';
import { noon, sampleSession } from '../stores/samples.ts';

export interface Being {
  readonly id?: number;
  readonly isActive?: boolean;
  readonly isStaff?: boolean;
  readonly isSuperuser?: boolean;
  readonly isVerified?: boolean;
  readonly groups?: readonly string[];
  readonly permissions?: readonly string[];
  readonly scope?: TokenScope;
  readonly pendingStage?: PendingStage;
}

/** Somebody with these rights, as a request brings them. */
export function principalWith({ id = 7, scope, groups = [], permissions = [], ...being }: Being): Principal {
  const user: User = {
    id,
    username: `user-${id}`,
    email: 'ana@mail.example',
    isEmailVerified: being.isVerified ?? false,
    firstName: '',
    lastName: '',
    passwordHash: '!',
    managedBy: null,
    isActive: being.isActive ?? true,
    isStaff: being.isStaff ?? false,
    isSuperuser: being.isSuperuser ?? false,
    mustChangePassword: false,
    language: null,
    timeZone: null,
    dateJoined: noon,
    lastLogin: null,
    securityVersion: 1,
    extra: {},
  };
  const session = sampleSession(id, { scope: scope ?? null, pendingStage: being.pendingStage ?? null });
  const rights = {
    groups: groups.map((name, index) => ({ id: index + 1, name })),
    permissions: [],
    roles: [],
    held: new PermissionSet(permissions),
  };
  return {
    ...withRights(user, rights, openScope(session)),
    credentialKind: scope === undefined ? 'cookie' : 'personal-token',
    authentication: authenticationOf(session),
    session,
    sessionKeyHash: session.keyHash,
  };
}

/** Who asks to look; null is a visitor. */
export function asking(being: Being | null, more: Partial<Asker> = {}): Asker {
  return { principal: being && principalWith(being), action: 'view', roles: [], ...more };
}
