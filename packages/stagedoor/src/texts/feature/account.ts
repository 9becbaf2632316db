import { inBothLanguages } from '../both-languages.ts';

/** What sign-up, activation and the links in e-mails refuse. */
export const accountTexts = inBothLanguages({
  en: {
    'new-password-required': 'Choose a password for this account: send the same key again with it.',
    'invalid-link': 'This link is invalid, has expired or has already been used.',
    'already-verified': 'This account is already active.',
    'signup-closed': 'New accounts are not open at the moment.',
  },
  es: {
    'new-password-required': 'Elige una contraseña para esta cuenta: envía otra vez la misma clave con ella.',
    'invalid-link': 'Este enlace no es válido, ha caducado o ya se ha usado.',
    'already-verified': 'Esta cuenta ya está activada.',
    'signup-closed': 'En este momento no se admiten cuentas nuevas.',
  },
});
