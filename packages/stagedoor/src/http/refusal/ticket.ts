import { challenge, detail, type RefusalRows } from './refusal-row.ts';

export const ticketRefusals: RefusalRows<'ticket-refused'> = {
  'ticket-refused': {
    status: 401,
    body: (_, translate) => detail(translate('ticket-refused')),
    headers: challenge,
  },
};
