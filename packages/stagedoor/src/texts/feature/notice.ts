import { inBothLanguages } from '../both-languages.ts';

/** The page that a notice leads to, for whoever wants no more of its kind. */
export const noticeTexts = inBothLanguages({
  en: {
    'notices.title': 'Stop these emails',
    'notices.text': 'This switches off “{{label}}” for the account {{account}}.',
    'notices.stop': 'Stop these emails',
    'notices.done_title': 'These emails have stopped',
    'notices.done':
      '“{{label}}” is switched off for the account {{account}}. Emails that keep the account safe still come.',
    'notices.again': 'You can switch it on again in your profile.',
    'notices.profile': 'Open my profile',
    'notices.bad_title': 'This link does not work',
    'notices.bad':
      'Nothing was switched off. Perhaps the address of the account has changed since the email came.',
    'notices.bad_next': 'You choose which emails you get in your profile.',
  },
  es: {
    'notices.title': 'Dejar de recibir estos correos',
    'notices.text': 'Esto desactiva «{{label}}» para la cuenta {{account}}.',
    'notices.stop': 'Dejar de recibir estos correos',
    'notices.done_title': 'Ya no recibirás estos correos',
    'notices.done':
      '«{{label}}» está desactivado para la cuenta {{account}}. Los correos que protegen la cuenta siguen llegando.',
    'notices.again': 'Puedes volver a activarlo en tu perfil.',
    'notices.profile': 'Abrir mi perfil',
    'notices.bad_title': 'Este enlace no funciona',
    'notices.bad':
      'No se ha desactivado nada. Quizá la dirección de la cuenta haya cambiado desde que llegó el correo.',
    'notices.bad_next': 'En tu perfil eliges qué correos recibes.',
  },
});
