import type { QueryCredential } from './incoming-credential.ts';

/** A single use of one thing, for routes that ask for a ticket of their purpose. */
export const ticket: QueryCredential<'ticket'> = {
  kind: 'ticket',
  place: 'query',
  parameter: 'ticket',
  challenge: null,
  refusal: 'ticket-refused',
  openApi: {
    name: 'ticket',
    refuses: ['permission-denied'],
    scheme: () => ({
      type: 'apiKey',
      in: 'query',
      name: 'ticket',
      description: 'A single-use ticket of `createTicket`.',
    }),
  },
  read: (text, purpose) => ({ kind: 'ticket', purpose, ticket: text }),
  refused: () => ({ code: 'ticket-refused' }),
};
