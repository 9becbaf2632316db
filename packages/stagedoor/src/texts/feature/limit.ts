import { inBothLanguages } from '../both-languages.ts';

/** What whoever must wait is told; and lifting waits at the terminal. */
export const limitTexts = inBothLanguages({
  en: {
    throttled_one: 'Request was throttled. Expected available in {{count}} second.',
    throttled_other: 'Request was throttled. Expected available in {{count}} seconds.',
    busy_one: 'The server is busy. Try again in {{count}} second.',
    busy_other: 'The server is busy. Try again in {{count}} seconds.',

    'cli.about.unlock': 'lift the waits that failed attempts have put on a user or an address',
    'cli.about.unlock.ip': 'the address whose waits are lifted',

    'cli.unlock_either': 'Name a user, or an address with --ip.',
    'cli.not_an_address': '"{{address}}" is not an IP address.',
    'cli.unlocked_zero': 'Nothing was locked.',
    'cli.unlocked_one': 'Unlocked: {{count}} counter lifted.',
    'cli.unlocked_other': 'Unlocked: {{count}} counters lifted.',
  },
  es: {
    throttled_one: 'Demasiadas solicitudes. Podrás repetirla en {{count}} segundo.',
    throttled_other: 'Demasiadas solicitudes. Podrás repetirla en {{count}} segundos.',
    busy_one: 'El servidor está ocupado. Vuelve a intentarlo en {{count}} segundo.',
    busy_other: 'El servidor está ocupado. Vuelve a intentarlo en {{count}} segundos.',

    'cli.about.unlock': 'levanta las esperas que los intentos fallidos han impuesto a un usuario o dirección',
    'cli.about.unlock.ip': 'la dirección cuyas esperas se levantan',

    'cli.unlock_either': 'Indica un usuario, o una dirección con --ip.',
    'cli.not_an_address': '«{{address}}» no es una dirección IP.',
    'cli.unlocked_zero': 'No había nada bloqueado.',
    'cli.unlocked_one': 'Desbloqueado: {{count}} contador a cero.',
    'cli.unlocked_other': 'Desbloqueado: {{count}} contadores a cero.',
  },
});
