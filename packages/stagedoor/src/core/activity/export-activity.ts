import type { Dependencies } from './dependencies.ts';

/** The devices, visits and newest thousand security events of a user, for the download of their data. */
export async function exportActivity(
  deps: Pick<Dependencies, 'devices' | 'visits' | 'audit'>,
  userId: number,
): Promise<Readonly<Record<string, unknown>>> {
  const [devices, visits, events] = await Promise.all([
    deps.devices.listOfUser(userId),
    deps.visits.listOfUser(userId),
    deps.audit.listOfUser(userId, { limit: 1_000 }),
  ]);
  return {
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
  };
}
