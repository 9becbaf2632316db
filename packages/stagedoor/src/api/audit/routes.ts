import { Type } from 'typebox';
import { json } from '../../http/answer.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { deviceSchema } from './schemas.ts';

const devicesRoute = defineApiRoute({
  name: 'api-device-list',
  method: 'GET',
  path: '/api/users/me/devices/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'listDevices',
  summary: 'The browsers that signed the user in before, latest use first.',
  responses: { 200: Type.Array(deviceSchema) },
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

export const auditRoutes: readonly ApiRoute[] = [devicesRoute];
