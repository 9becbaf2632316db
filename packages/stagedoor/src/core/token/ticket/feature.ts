import type { AccountFeature } from '../../kernel/feature.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { createTicket } from './create-ticket.ts';
import { redeemTicket } from './redeem-ticket.ts';

export const ticketFeature = {
  name: 'ticket',
  useCases: {
    ticket: { create: createTicket, redeem: redeemTicket },
  },
  expire: ({ tickets }, { now, most }) => tickets.removeExpired(now, most),
} as const satisfies AccountFeature<Dependencies, Stores>;
