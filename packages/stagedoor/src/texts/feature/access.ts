import { inBothLanguages } from '../both-languages.ts';

/** What whoever may not go on is told. */
export const accessTexts = inBothLanguages({
  en: {
    'not-authenticated': 'Authentication credentials were not provided.',
    'permission-denied': 'You do not have permission to perform this action.',
    'reauthentication-required': 'Confirm your password again to do this.',
    'email-unverified': 'You must verify your email address to perform this action.',
    'already-authenticated': 'You are already logged in.',
  },
  es: {
    'not-authenticated': 'No se han proporcionado credenciales de acceso.',
    'permission-denied': 'No tienes permiso para hacer esto.',
    'reauthentication-required': 'Confirma tu contraseña otra vez para hacer esto.',
    'email-unverified': 'Debes verificar tu dirección de correo para realizar esta acción.',
    'already-authenticated': 'Ya has iniciado sesión.',
  },
});
