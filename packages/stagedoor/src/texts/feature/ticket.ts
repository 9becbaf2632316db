import { inBothLanguages } from '../both-languages.ts';

/** What a ticket is refused with. */
export const ticketTexts = inBothLanguages({
  en: {
    'ticket-refused': 'The ticket was already used or has expired.',
  },
  es: {
    'ticket-refused': 'El tique ya se ha usado o ha caducado.',
  },
});
