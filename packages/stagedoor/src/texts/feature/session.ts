import { inBothLanguages } from '../both-languages.ts';

/** Sessions at the terminal. */
export const sessionTexts = inBothLanguages({
  en: {
    'cli.about.logout_all': 'end every session',
    'cli.about.logout_all.user': 'only those of this user',

    'cli.sessions_ended_one': '{{count}} session ended.',
    'cli.sessions_ended_other': '{{count}} sessions ended.',
  },
  es: {
    'cli.about.logout_all': 'cierra todas las sesiones',
    'cli.about.logout_all.user': 'solo las de este usuario',

    'cli.sessions_ended_one': '{{count}} sesión cerrada.',
    'cli.sessions_ended_other': '{{count}} sesiones cerradas.',
  },
});
