import { inBothLanguages } from '../both-languages.ts';

/** Changing keys at the terminal. */
export const signingKeyTexts = inBothLanguages({
  en: {
    'cli.about.rotate_keys':
      'seal stored secrets under the current CRYPTOGRAPHY_KEY, and put a new key in place of the one that signs tokens',
    'cli.about.rotate_keys.now': 'after a theft: end the old keys and all their tokens at once',

    'cli.keys_resealed_one': '{{count}} stored secret is sealed under the current CRYPTOGRAPHY_KEY.',
    'cli.keys_resealed_other': '{{count}} stored secrets are sealed under the current CRYPTOGRAPHY_KEY.',
    'cli.keys_unreadable.api-token_one':
      '{{count}} API token was sealed under a CRYPTOGRAPHY_KEY that is gone. It works as before, is shown no more, and makes way for a new one when its owner logs in for it.',
    'cli.keys_unreadable.api-token_other':
      '{{count}} API tokens were sealed under a CRYPTOGRAPHY_KEY that is gone. They work as before, are shown no more, and make way for new ones when their owners log in for them.',
    'cli.keys_unreadable.webhook_one':
      '{{count}} webhook was sealed under a CRYPTOGRAPHY_KEY that is gone: nothing can be sent to it. Find it by `stagedoor webhook list`, remove it and add it again.',
    'cli.keys_unreadable.webhook_other':
      '{{count}} webhooks were sealed under a CRYPTOGRAPHY_KEY that is gone: nothing can be sent to them. Find them by `stagedoor webhook list`, remove them and add them again.',
    'cli.keys_unreadable.other_one':
      '{{count}} stored secret of {{feature}} was sealed under a CRYPTOGRAPHY_KEY that is gone.',
    'cli.keys_unreadable.other_other':
      '{{count}} stored secrets of {{feature}} were sealed under a CRYPTOGRAPHY_KEY that is gone.',
    'cli.keys_unreadable_hint':
      'If you still have that key, put it into CRYPTOGRAPHY_KEY_FALLBACKS and run this again.',
    'cli.keys_rotated':
      'The new key {{key}} is published now and signs from {{from}}. What the keys before it signed is valid until {{until}}.',
    'cli.keys_replaced':
      'The new key {{key}} signs now. The keys before it, and every token that they signed, are no longer valid.',
    'cli.keys_rotated_by_another':
      'Somebody else rotated the keys at the same moment. Nothing more was done.',
    'cli.keys_are_shared':
      'With JWT_ALGORITHM={{algorithm}} tokens are signed with {{setting}}, which no command can change. To end every token, set JWT_SIGNING_KEY to a new key of `stagedoor generate_key` and restart every process; nobody who has a session is logged out.',
  },
  es: {
    'cli.about.rotate_keys':
      'cifra los secretos guardados con la CRYPTOGRAPHY_KEY actual y pone una clave nueva en lugar de la que firma los tokens',
    'cli.about.rotate_keys.now': 'tras un robo: termina al momento las claves anteriores y todos sus tokens',

    'cli.keys_resealed_one': '{{count}} secreto guardado está cifrado con la CRYPTOGRAPHY_KEY actual.',
    'cli.keys_resealed_other': '{{count}} secretos guardados están cifrados con la CRYPTOGRAPHY_KEY actual.',
    'cli.keys_unreadable.api-token_one':
      '{{count}} token de API se cifró con una CRYPTOGRAPHY_KEY que ya no está. Funciona como antes, no se vuelve a mostrar y da paso a uno nuevo cuando su dueño entra para pedirlo.',
    'cli.keys_unreadable.api-token_other':
      '{{count}} tokens de API se cifraron con una CRYPTOGRAPHY_KEY que ya no está. Funcionan como antes, no se vuelven a mostrar y dan paso a otros nuevos cuando sus dueños entran para pedirlos.',
    'cli.keys_unreadable.webhook_one':
      '{{count}} webhook se cifró con una CRYPTOGRAPHY_KEY que ya no está: no se le puede enviar nada. Búscalo con `stagedoor webhook list`, quítalo y añádelo de nuevo.',
    'cli.keys_unreadable.webhook_other':
      '{{count}} webhooks se cifraron con una CRYPTOGRAPHY_KEY que ya no está: no se les puede enviar nada. Búscalos con `stagedoor webhook list`, quítalos y añádelos de nuevo.',
    'cli.keys_unreadable.other_one':
      '{{count}} secreto guardado de {{feature}} se cifró con una CRYPTOGRAPHY_KEY que ya no está.',
    'cli.keys_unreadable.other_other':
      '{{count}} secretos guardados de {{feature}} se cifraron con una CRYPTOGRAPHY_KEY que ya no está.',
    'cli.keys_unreadable_hint':
      'Si aún tienes esa clave, ponla en CRYPTOGRAPHY_KEY_FALLBACKS y ejecútalo de nuevo.',
    'cli.keys_rotated':
      'La clave nueva {{key}} ya está publicada y firmará desde {{from}}. Lo firmado con las anteriores vale hasta {{until}}.',
    'cli.keys_replaced':
      'La clave nueva {{key}} firma desde ahora. Las anteriores, y todos los tokens que firmaron, ya no valen.',
    'cli.keys_rotated_by_another':
      'Alguien más ha cambiado las claves al mismo tiempo. No se ha hecho nada más.',
    'cli.keys_are_shared':
      'Con JWT_ALGORITHM={{algorithm}} los tokens se firman con {{setting}}, que ningún comando puede cambiar. Para terminar todos los tokens, pon en JWT_SIGNING_KEY una clave nueva de `stagedoor generate_key` y reinicia todos los procesos; quien tiene una sesión sigue dentro.',
  },
});
