import { inBothLanguages } from '../both-languages.ts';

/** Browsers that somebody is known by, and who came when, at the terminal. */
export const activityTexts = inBothLanguages({
  en: {
    'cli.about.devices': 'list the browsers that a user is known by, or forget them',
    'cli.about.devices.forget': 'forget the one with this number',
    'cli.about.devices.forget_all': 'forget all of them',
    'cli.about.users_per_day': 'count the users of each of the last days (UTC)',
    'cli.about.users_per_day.days': 'how many days',

    'cli.heading.last_seen': 'LAST SEEN',
    'cli.heading.browser': 'BROWSER',
    'cli.heading.day': 'DAY',
    'cli.heading.users': 'USERS',

    'cli.devices_none': 'No known browsers.',
    'cli.devices_forgotten_one': '{{count}} browser forgotten.',
    'cli.devices_forgotten_other': '{{count}} browsers forgotten.',
    'cli.devices_either': 'Give --forget or --forget-all, not both.',
    'cli.no_device': 'This user has no browser {{id}}.',
    'cli.not_a_device': '{{id}} is not the number of a browser.',
    'cli.wrong_days': 'It must be a whole number from 1 to {{most}}.',
  },
  es: {
    'cli.about.devices': 'muestra los navegadores conocidos de un usuario, o los olvida',
    'cli.about.devices.forget': 'olvida el que tiene este número',
    'cli.about.devices.forget_all': 'los olvida todos',
    'cli.about.users_per_day': 'cuenta los usuarios de cada uno de los últimos días (UTC)',
    'cli.about.users_per_day.days': 'cuántos días',

    'cli.heading.last_seen': 'ÚLTIMA VEZ',
    'cli.heading.browser': 'NAVEGADOR',
    'cli.heading.day': 'DÍA',
    'cli.heading.users': 'USUARIOS',

    'cli.devices_none': 'Ningún navegador conocido.',
    'cli.devices_forgotten_one': '{{count}} navegador olvidado.',
    'cli.devices_forgotten_other': '{{count}} navegadores olvidados.',
    'cli.devices_either': 'Usa --forget o --forget-all, no las dos.',
    'cli.no_device': 'Este usuario no tiene el navegador {{id}}.',
    'cli.not_a_device': '{{id}} no es el número de un navegador.',
    'cli.wrong_days': 'Debe ser un número entero de 1 a {{most}}.',
  },
});
