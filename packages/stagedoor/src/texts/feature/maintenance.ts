import { inBothLanguages } from '../both-languages.ts';

/** Names put right and what has ended removed, at the terminal. */
export const maintenanceTexts = inBothLanguages({
  en: {
    'cli.about.mend_names': 'store copied names and addresses as log-ins look for them',
    'cli.about.mend_names.dry_run': 'only say what would be changed',
    'cli.about.clearsessions': 'remove sessions, links and counters that have ended',

    'cli.cleared': 'Removed what has ended. Sessions: {{sessions}}, links: {{links}}, counters: {{limits}}.',
    'cli.cleared_of_feature': 'Of {{feature}}: {{count}}.',
    'cli.names_mended_one': '{{count}} user name is stored as log-ins look for it now.',
    'cli.names_mended_other': '{{count}} user names are stored as log-ins look for them now.',
    'cli.names_to_mend_one': '{{count}} user name would be put right. Nothing was changed.',
    'cli.names_to_mend_other': '{{count}} user names would be put right. Nothing was changed.',
    'cli.addresses_mended_one': '{{count}} address is stored as log-ins look for it now.',
    'cli.addresses_mended_other': '{{count}} addresses are stored as log-ins look for them now.',
    'cli.addresses_to_mend_one': '{{count}} address would be put right. Nothing was changed.',
    'cli.addresses_to_mend_other': '{{count}} addresses would be put right. Nothing was changed.',
    'cli.addresses_unproved_one': 'Of these, one is no address, so it does not count as confirmed:',
    'cli.addresses_unproved_other':
      'Of these, {{count}} are no addresses, so they do not count as confirmed:',
    'cli.names_are_one_one':
      '{{count}} user name would be the same as another’s. Neither was changed; one of the two needs another name:',
    'cli.names_are_one_other':
      '{{count}} user names would be the same as others’. None of them was changed; one of each two needs another name:',
    'cli.addresses_are_one_one':
      '{{count}} confirmed address would be the same as another. Neither was changed; one of the two has to go:',
    'cli.addresses_are_one_other':
      '{{count}} confirmed addresses would be the same as others. None of them was changed; one of each two has to go:',
  },
  es: {
    'cli.about.mend_names': 'guarda los nombres y direcciones copiados como los buscan los inicios de sesión',
    'cli.about.mend_names.dry_run': 'solo dice qué cambiaría',
    'cli.about.clearsessions': 'quita sesiones, enlaces y contadores caducados',

    'cli.cleared':
      'Se ha quitado lo caducado. Sesiones: {{sessions}}, enlaces: {{links}}, contadores: {{limits}}.',
    'cli.cleared_of_feature': 'De {{feature}}: {{count}}.',
    'cli.names_mended_one':
      '{{count}} nombre de usuario está guardado ahora como lo buscan los inicios de sesión.',
    'cli.names_mended_other':
      '{{count}} nombres de usuario están guardados ahora como los buscan los inicios de sesión.',
    'cli.names_to_mend_one': 'Se arreglaría {{count}} nombre de usuario. No se ha cambiado nada.',
    'cli.names_to_mend_other': 'Se arreglarían {{count}} nombres de usuario. No se ha cambiado nada.',
    'cli.addresses_mended_one':
      '{{count}} dirección está guardada ahora como la buscan los inicios de sesión.',
    'cli.addresses_mended_other':
      '{{count}} direcciones están guardadas ahora como las buscan los inicios de sesión.',
    'cli.addresses_to_mend_one': 'Se arreglaría {{count}} dirección. No se ha cambiado nada.',
    'cli.addresses_to_mend_other': 'Se arreglarían {{count}} direcciones. No se ha cambiado nada.',
    'cli.addresses_unproved_one': 'De ellas, una no es una dirección y no cuenta como confirmada:',
    'cli.addresses_unproved_other': 'De ellas, {{count}} no son direcciones y no cuentan como confirmadas:',
    'cli.names_are_one_one':
      '{{count}} nombre de usuario sería el mismo que el de otra persona. No se ha cambiado ninguno; uno de los dos necesita otro nombre:',
    'cli.names_are_one_other':
      '{{count}} nombres de usuario serían los mismos que los de otras personas. No se ha cambiado ninguno; uno de cada dos necesita otro nombre:',
    'cli.addresses_are_one_one':
      '{{count}} dirección confirmada sería la misma que otra. No se ha cambiado ninguna; una de las dos tiene que irse:',
    'cli.addresses_are_one_other':
      '{{count}} direcciones confirmadas serían las mismas que otras. No se ha cambiado ninguna; una de cada dos tiene que irse:',
  },
});
