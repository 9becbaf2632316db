import type { AccountFeature } from '../../kernel/feature.ts';
import type { Principal } from '../../session/session.ts';
import type { Dependencies, Stores } from '../dependencies.ts';
import { createTicket } from './create-ticket.ts';
import { recheckTicket, redeemTicket } from './redeem-ticket.ts';

declare module '../../kernel/credential.ts' {
  interface CredentialKinds {
    /** A single use of one thing, used up by asking. */
    ticket: {
      readonly shown: { readonly purpose: string; readonly ticket: string };
      readonly found: Principal;
    };
  }
}

export const ticketFeature = {
  name: 'ticket',
  useCases: {
    ticket: { create: createTicket, redeem: redeemTicket },
  },
  credentials: { ticket: { find: redeemTicket, recheck: recheckTicket, secrets: ['ticket'] } },
  expire: ({ tickets }, { now, most }) => tickets.removeExpired(now, most),
} as const satisfies AccountFeature<Dependencies, Stores>;
