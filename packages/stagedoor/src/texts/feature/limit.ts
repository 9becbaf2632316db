import { inBothLanguages } from '../both-languages.ts';

/** What whoever must wait is told. */
export const limitTexts = inBothLanguages({
  en: {
    throttled_one: 'Request was throttled. Expected available in {{count}} second.',
    throttled_other: 'Request was throttled. Expected available in {{count}} seconds.',
    busy_one: 'The server is busy. Try again in {{count}} second.',
    busy_other: 'The server is busy. Try again in {{count}} seconds.',
  },
  es: {
    throttled_one: 'Demasiadas solicitudes. Podrás repetirla en {{count}} segundo.',
    throttled_other: 'Demasiadas solicitudes. Podrás repetirla en {{count}} segundos.',
    busy_one: 'El servidor está ocupado. Vuelve a intentarlo en {{count}} segundo.',
    busy_other: 'El servidor está ocupado. Vuelve a intentarlo en {{count}} segundos.',
  },
});
