import { inBothLanguages } from '../both-languages.ts';

/** What an API token or a personal one is refused with: REST framework’s words. */
export const apiTokenTexts = inBothLanguages({
  en: {
    'token_header.empty': 'Invalid token header. No credentials provided.',
    'token_header.spaces': 'Invalid token header. Token string should not contain spaces.',
    'token_header.characters': 'Invalid token header. Token string should not contain invalid characters.',
    'token_header.parts': 'Invalid token header. Token string should not contain spaces.',
    'token_header.invalid': 'Invalid token.',
    'token_header.inactive': 'User inactive or deleted.',
    too_many_tokens: 'You cannot have more tokens. Revoke one first.',
  },
  es: {
    'token_header.empty': 'Cabecera token inválida. No se han proporcionado credenciales.',
    'token_header.spaces': 'Cabecera token inválida. El token no debe contener espacios.',
    'token_header.characters': 'Cabecera token inválida. El token no debe contener caracteres inválidos.',
    'token_header.parts': 'Cabecera token inválida. El token no debe contener espacios.',
    'token_header.invalid': 'Token inválido.',
    'token_header.inactive': 'Usuario inactivo o borrado.',
    too_many_tokens: 'No puedes tener más tokens. Revoca uno primero.',
  },
});
