import { securityEvent } from '../../audit/security-event.ts';
import { lastUseOf } from '../../credential/last-use.ts';
import type { Visitor } from '../../kernel/visitor.ts';
import { requireRecentProof } from '../../session/require-recent-proof.ts';
import type { Principal } from '../../session/session.ts';
import { listPersonalTokens } from '../../token/personal-token/list-personal-tokens.ts';
import type { Dependencies } from '../dependencies.ts';

type ExportDependencies = Pick<
  Dependencies,
  | 'emailAddresses'
  | 'identities'
  | 'sessions'
  | 'personalAccessTokens'
  | 'devices'
  | 'visits'
  | 'audit'
  | 'featureRecords'
  | 'clock'
  | 'settings'
>;

/**
 * Everything kept about the logged-in user, as plain JSON values with snake_case names; no secret and no hash of one.
 * What the site's own features keep stands under `features`, by their names.
 *
 * @throws AccountsError `reauthentication-required`.
 */
export async function exportData(
  deps: ExportDependencies,
  input: { readonly principal: Principal; readonly visitor: Visitor },
): Promise<Record<string, unknown>> {
  const { principal, visitor } = input;
  requireRecentProof(deps, principal);
  const { user } = principal;
  const now = deps.clock.now();
  await deps.audit.append(securityEvent('data-export', { userId: user.id, visitor, now }));
  const [addresses, identities, sessions, tokens, devices, visits, events, features] = await Promise.all([
    deps.emailAddresses.listOfUser(user.id),
    deps.identities.listOfUser(user.id),
    deps.sessions.listOfUser(user.id, now),
    listPersonalTokens(deps, { principal }),
    deps.devices.listOfUser(user.id),
    deps.visits.listOfUser(user.id),
    deps.audit.listOfUser(user.id, { limit: 1_000 }),
    deps.featureRecords.exportOf(user.id),
  ]);
  return {
    exported_at: now,
    profile: profileOf(principal),
    email_addresses: addresses.map(({ email, isVerified, isPrimary }) => ({
      email,
      verified: isVerified,
      primary: isPrimary,
    })),
    identities: identities.map(({ provider, subject, name, linkedAt }) => ({
      provider,
      subject,
      name,
      linked_at: linkedAt,
    })),
    sessions: sessions.map((session) => ({
      id: session.id,
      kind: session.kind,
      created_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      ip_address: session.ipAddress,
      user_agent: session.userAgent,
    })),
    personal_access_tokens: tokens.map(({ name, session }) => ({
      id: session.id,
      name,
      permissions: session.scope?.permissions ?? [],
      methods: session.scope?.methods ?? 'read',
      created_at: session.createdAt,
      expires_at: session.expiresAt,
      last_used_at: lastUseOf(session)?.at ?? null,
      last_used_from: lastUseOf(session)?.from ?? null,
    })),
    devices: devices.map(({ id, ipAddress, userAgent, firstSeenAt, lastSeenAt }) => ({
      id,
      ip_address: ipAddress,
      user_agent: userAgent,
      first_seen_at: firstSeenAt,
      last_seen_at: lastSeenAt,
    })),
    visits: visits.map(({ ipAddress, userAgent, firstSeenAt, lastSeenAt }) => ({
      ip_address: ipAddress,
      user_agent: userAgent,
      first_seen_at: firstSeenAt,
      last_seen_at: lastSeenAt,
    })),
    security_events: events.map(({ action, success, occurredAt, ipAddress, userAgent }) => ({
      action,
      success,
      occurred_at: occurredAt,
      ip_address: ipAddress,
      user_agent: userAgent,
    })),
    ...(Object.keys(features).length > 0 ? { features } : {}),
  };
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
