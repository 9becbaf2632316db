import { inBothLanguages } from '../both-languages.ts';

/** Changing keys at the terminal. */
export const signingKeyTexts = inBothLanguages({
  en: {
    'cli.about.rotate_keys': 'put a new key in place of the one that signs tokens',
    'cli.about.rotate_keys.now': 'after a theft: end the old keys and all their tokens at once',

    'cli.keys_resealed_one': '{{count}} stored secret is sealed under the current CRYPTOGRAPHY_KEY.',
    'cli.keys_resealed_other': '{{count}} stored secrets are sealed under the current CRYPTOGRAPHY_KEY.',
    'cli.keys_rotated':
      'The new key {{key}} is published now and signs from {{from}}. What the keys before it signed is valid until {{until}}.',
    'cli.keys_replaced':
      'The new key {{key}} signs now. The keys before it, and every token that they signed, are no longer valid.',
    'cli.keys_rotated_by_another':
      'Somebody else rotated the keys at the same moment. Nothing more was done.',
    'cli.keys_are_shared':
      'With JWT_ALGORITHM={{algorithm}} tokens are signed with {{setting}}, which only its owner can change: set JWT_SIGNING_KEY to a new key of `stagedoor generate_key` and restart every process. Every token ends then; nobody who has a session is logged out.',
  },
  es: {
    'cli.about.rotate_keys': 'pone una clave nueva en lugar de la que firma los tokens',
    'cli.about.rotate_keys.now': 'tras un robo: termina al momento las claves anteriores y todos sus tokens',

    'cli.keys_resealed_one': '{{count}} secreto guardado está cifrado con la CRYPTOGRAPHY_KEY actual.',
    'cli.keys_resealed_other': '{{count}} secretos guardados están cifrados con la CRYPTOGRAPHY_KEY actual.',
    'cli.keys_rotated':
      'La clave nueva {{key}} ya está publicada y firmará desde {{from}}. Lo firmado con las anteriores vale hasta {{until}}.',
    'cli.keys_replaced':
      'La clave nueva {{key}} firma desde ahora. Las anteriores, y todos los tokens que firmaron, ya no valen.',
    'cli.keys_rotated_by_another':
      'Alguien más ha cambiado las claves al mismo tiempo. No se ha hecho nada más.',
    'cli.keys_are_shared':
      'Con JWT_ALGORITHM={{algorithm}} los tokens se firman con {{setting}}, que solo su dueño puede cambiar: pon en JWT_SIGNING_KEY una clave nueva de `stagedoor generate_key` y reinicia todos los procesos. Entonces terminan todos los tokens; quien tiene una sesión sigue dentro.',
  },
});
