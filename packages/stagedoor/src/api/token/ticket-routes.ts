import { Type } from 'typebox';
import { json } from '../../http/answer/answer.ts';
import { textField } from '../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { ticketSchema } from './schemas.ts';

const createRoute = defineApiRoute({
  name: 'api-ticket-create',
  method: 'POST',
  path: '/api/tickets/',
  issues: 'token',
  access: 'authenticated',
  csrf: 'session',
  operation: 'createTicket',
  summary: 'Make a ticket that opens one WebSocket or one download, once, within seconds.',
  responses: { 201: ticketSchema },
  refuses: ['invalid-input', 'permission-denied', 'reauthentication-required'],
  schema: {
    body: Type.Object({
      purpose: textField({
        maxLength: 40,
        description: 'What it is to open: `data-download`, or a word of the site’s own such as `websocket`.',
      }),
    }),
  },
  async handler({ context }, { principal, body: { purpose } }) {
    const { ticket, expiresAt } = await context.useCases.ticket.create({ principal, purpose });
    return json({ ticket, purpose, expires_at: expiresAt }, 201);
  },
});

export const ticketRoutes: readonly ApiRoute[] = [createRoute];
