import { inBothLanguages } from '../both-languages.ts';

/** What a name and a password in a header are refused with: REST framework’s words. */
export const basicTexts = inBothLanguages({
  en: {
    'basic_header.empty': 'Invalid basic header. No credentials provided.',
    'basic_header.spaces': 'Invalid basic header. Credentials string should not contain spaces.',
    'basic_header.encoding': 'Invalid basic header. Credentials not correctly base64 encoded.',
    'basic_header.invalid': 'Invalid username/password.',
  },
  es: {
    'basic_header.empty': 'Cabecera básica inválida. Las credenciales no fueron suministradas.',
    'basic_header.spaces': 'Cabecera básica inválida. Las credenciales no deben contener espacios.',
    'basic_header.encoding':
      'Cabecera básica inválida. Las credenciales no están correctamente codificadas en base64.',
    'basic_header.invalid': 'Nombre de usuario o contraseña incorrectos.',
  },
});
