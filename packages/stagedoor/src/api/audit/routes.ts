import { json } from '../../http/answer.ts';
import { defineRoute, type Route } from '../../http/route.ts';

const devicesRoute = defineRoute({
  name: 'api-device-list',
  method: 'GET',
  path: '/api/users/me/devices/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  summary: 'The browsers that signed the user in before, latest use first.',
  async handler(exchange) {
    const principal = await exchange.requirePrincipal();
    const devices = await exchange.context.useCases.listDevices({ principal });
    return json(
      devices.map(({ id, ipAddress, userAgent, firstSeenAt, lastSeenAt, isCurrent }) => ({
        id,
        ip_address: ipAddress,
        user_agent: userAgent,
        first_seen: firstSeenAt,
        last_seen: lastSeenAt,
        is_current: isCurrent,
      })),
    );
  },
});

export const auditRoutes: readonly Route[] = [devicesRoute];
