import { securityEvent } from '../../audit/security-event.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Everything kept about the logged-in user, as plain JSON values with snake_case names; no secret and no hash of one. Each
 * feature says what it keeps; what the site's own keep stands under `features`, and rows of its resources under `rows`, by their names.
 *
 * @throws AccountsError `reauthentication-required`.
 */
export async function exportData(
  deps: Pick<Dependencies, 'audit' | 'featureRecords' | 'rowsOfOwner' | 'clock' | 'settings'>,
  input: { readonly principal: Principal; readonly visitor: Visitor },
): Promise<Record<string, unknown>> {
  const { principal, visitor } = input;
  requireRecentProof(deps, principal);
  const { id: userId } = principal.user;
  const now = deps.clock.now();
  await deps.audit.append(securityEvent('data-export', { userId, visitor, now }));
  const kept = await deps.featureRecords.exportOf(userId);
  return { exported_at: now, profile: profileOf(principal), ...kept, ...(await deps.rowsOfOwner(principal)) };
}

function profileOf({ user, groups, permissions }: Principal): Record<string, unknown> {
  return {
    id: user.id,
    username: user.username,
    email: user.email,
    email_verified: user.isEmailVerified,
    first_name: user.firstName,
    last_name: user.lastName,
    language: user.language,
    time_zone: user.timeZone,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    date_joined: user.dateJoined,
    last_login: user.lastLogin,
    groups: groups.map((group) => group.name),
    permissions,
    ...user.extra,
  };
}
