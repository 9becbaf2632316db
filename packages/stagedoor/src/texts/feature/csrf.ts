import { inBothLanguages } from '../both-languages.ts';

/** What a request of another site is refused with. */
export const csrfTexts = inBothLanguages({
  en: {
    csrf_failed: 'CSRF Failed: {{reason}}',
  },
  es: {
    csrf_failed: 'Error de CSRF: {{reason}}',
  },
});
