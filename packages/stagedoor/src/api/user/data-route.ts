import { Type } from 'typebox';
import { DATA_DOWNLOAD } from '../../core/token/ticket/create-ticket.ts';
import { dataOf } from '../../http/exchange/data-of.ts';
import { defineApiRoute } from '../api-route.ts';
import { exportedDataSchema } from './schemas.ts';

/** By ticket alone: it is a grave act that leaves a row, and a GET that other sites could lead to by a link. */
export const dataRoute = defineApiRoute({
  name: 'api-me-data',
  method: 'GET',
  path: '/api/users/me/data/',
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  ticket: DATA_DOWNLOAD,
  operation: 'downloadData',
  summary: 'Everything that is kept about the user, as a file. By a ticket for `data-download`.',
  responses: { 200: exportedDataSchema },
  refuses: ['reauthentication-required', 'throttled', 'busy'],
  schema: { query: Type.Object({ ticket: Type.Optional(Type.String()) }) },
  handler: (exchange, { principal }) => dataOf(exchange, principal),
});
