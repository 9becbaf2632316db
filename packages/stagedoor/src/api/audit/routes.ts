import { Type } from 'typebox';
import { empty, json } from '../../http/answer/answer.ts';
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
  summary: 'The browsers that the user logged in from before, latest use first.',
  responses: { 200: Type.Array(deviceSchema) },
  async handler(exchange, { principal }) {
    const devices = await exchange.context.useCases.device.list({ principal });
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

const forgetRoute = defineApiRoute({
  name: 'api-device-forget',
  method: 'DELETE',
  path: '/api/users/me/devices/:id/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'forgetDevice',
  summary:
    'Forget one of the browsers that the user logged in from before. A session that is open there goes on.',
  responses: { 204: null },
  refuses: ['reauthentication-required'],
  schema: { params: Type.Object({ id: Type.Integer({ minimum: 1 }) }) },
  async handler(exchange, { params, principal }) {
    const { visitor } = exchange;
    await exchange.context.useCases.device.forget({ principal, deviceId: params.id, visitor });
    return empty();
  },
});

export const auditRoutes: readonly ApiRoute[] = [devicesRoute, forgetRoute];
