import { inBothLanguages } from '../both-languages.ts';

/** What an API token or a personal one is refused with, in REST framework’s words; and API tokens at the terminal. */
export const apiTokenTexts = inBothLanguages({
  en: {
    'token_header.empty': 'Invalid token header. No credentials provided.',
    'token_header.spaces': 'Invalid token header. Token string should not contain spaces.',
    'token_header.characters': 'Invalid token header. Token string should not contain invalid characters.',
    'token_header.parts': 'Invalid token header. Token string should not contain spaces.',
    'token_header.invalid': 'Invalid token.',
    'token_header.inactive': 'User inactive or deleted.',
    too_many_tokens: 'You cannot have more tokens. Revoke one first.',

    'cli.about.import_authtoken': 'make the tokens of a REST framework site good here',
    'cli.about.import_authtoken.table': 'the table that they are in',
    'cli.about.drf_create_token': 'print the API token of a user',
    'cli.about.drf_create_token.reset': 'make another token; the former one ends',

    'cli.token_generated': 'Generated token {{token}} for user {{user}}',
    'cli.token_not_given':
      'The user {{user}} may not have a token now (inactive, address not confirmed, or a password to change first).',
    'cli.tokens_imported_one': '{{count}} token is good here now.',
    'cli.tokens_imported_other': '{{count}} tokens are good here now.',
    'cli.tokens_left.no-key_one': '{{count}} left: it is not 40 hexadecimal digits.',
    'cli.tokens_left.no-key_other': '{{count}} left: they are not 40 hexadecimal digits.',
    'cli.tokens_left.no-date_one': '{{count}} left: its date cannot be read.',
    'cli.tokens_left.no-date_other': '{{count}} left: their dates cannot be read.',
    'cli.tokens_left.nobody_one': '{{count}} left: its user is not here.',
    'cli.tokens_left.nobody_other': '{{count}} left: their users are not here.',
    'cli.tokens_left.inactive_one': '{{count}} left: its user is deactivated.',
    'cli.tokens_left.inactive_other': '{{count}} left: their users are deactivated.',
    'cli.tokens_left.unverified_one': '{{count}} left: its user has not confirmed the address yet.',
    'cli.tokens_left.unverified_other': '{{count}} left: their users have not confirmed their addresses yet.',
    'cli.tokens_left.untrusted_one':
      '{{count}} left: its user is looked after by a system that is not in AUTHENTICATION_BACKENDS.',
    'cli.tokens_left.untrusted_other':
      '{{count}} left: their users are looked after by a system that is not in AUTHENTICATION_BACKENDS.',
    'cli.tokens_left.has-one_one': '{{count}} left: its user has a token here already.',
    'cli.tokens_left.has-one_other': '{{count}} left: their users have a token here already.',
    'cli.tokens_left.taken_one': '{{count}} left: somebody else has the same token.',
    'cli.tokens_left.taken_other': '{{count}} left: others have the same tokens.',
  },
  es: {
    'token_header.empty': 'Cabecera token inválida. No se han proporcionado credenciales.',
    'token_header.spaces': 'Cabecera token inválida. El token no debe contener espacios.',
    'token_header.characters': 'Cabecera token inválida. El token no debe contener caracteres inválidos.',
    'token_header.parts': 'Cabecera token inválida. El token no debe contener espacios.',
    'token_header.invalid': 'Token inválido.',
    'token_header.inactive': 'Usuario inactivo o borrado.',
    too_many_tokens: 'No puedes tener más tokens. Revoca uno primero.',

    'cli.about.import_authtoken': 'da por buenos aquí los tokens de un sitio con REST framework',
    'cli.about.import_authtoken.table': 'la tabla en la que están',
    'cli.about.drf_create_token': 'muestra el token de API de un usuario',
    'cli.about.drf_create_token.reset': 'crea otro token; el anterior deja de servir',

    'cli.token_generated': 'Token {{token}} generado para el usuario {{user}}',
    'cli.token_not_given':
      'El usuario {{user}} no puede tener un token ahora (inactivo, dirección sin confirmar o contraseña que cambiar antes).',
    'cli.tokens_imported_one': '{{count}} token vale ahora aquí.',
    'cli.tokens_imported_other': '{{count}} tokens valen ahora aquí.',
    'cli.tokens_left.no-key_one': '{{count}} se queda fuera: no son 40 cifras hexadecimales.',
    'cli.tokens_left.no-key_other': '{{count}} se quedan fuera: no son 40 cifras hexadecimales.',
    'cli.tokens_left.no-date_one': '{{count}} se queda fuera: no se puede leer su fecha.',
    'cli.tokens_left.no-date_other': '{{count}} se quedan fuera: no se pueden leer sus fechas.',
    'cli.tokens_left.nobody_one': '{{count}} se queda fuera: su usuario no está aquí.',
    'cli.tokens_left.nobody_other': '{{count}} se quedan fuera: sus usuarios no están aquí.',
    'cli.tokens_left.inactive_one': '{{count}} se queda fuera: su usuario está desactivado.',
    'cli.tokens_left.inactive_other': '{{count}} se quedan fuera: sus usuarios están desactivados.',
    'cli.tokens_left.unverified_one':
      '{{count}} se queda fuera: su usuario aún no ha confirmado su dirección.',
    'cli.tokens_left.unverified_other':
      '{{count}} se quedan fuera: sus usuarios aún no han confirmado su dirección.',
    'cli.tokens_left.untrusted_one':
      '{{count}} se queda fuera: de su usuario se ocupa un sistema que no está en AUTHENTICATION_BACKENDS.',
    'cli.tokens_left.untrusted_other':
      '{{count}} se quedan fuera: de sus usuarios se ocupa un sistema que no está en AUTHENTICATION_BACKENDS.',
    'cli.tokens_left.has-one_one': '{{count}} se queda fuera: su usuario ya tiene un token aquí.',
    'cli.tokens_left.has-one_other': '{{count}} se quedan fuera: sus usuarios ya tienen un token aquí.',
    'cli.tokens_left.taken_one': '{{count}} se queda fuera: otra persona tiene el mismo token.',
    'cli.tokens_left.taken_other': '{{count}} se quedan fuera: otras personas tienen los mismos tokens.',
  },
});
