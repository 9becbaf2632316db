import { challenge, type RefusalRows, saying } from './refusal-row.ts';

export const ticketRefusals: RefusalRows<'ticket-refused'> = {
  'ticket-refused': { ...saying(401, 'ticket-refused'), headers: challenge },
};
