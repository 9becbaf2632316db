import { inBothLanguages } from '../both-languages.ts';

/** What front ends of Django are told, and forms of their own: dj-rest-auth, djoser. */
export const frontEndsTexts = inBothLanguages({
  en: {
    'front_end.password_wrong': 'Invalid password.',
    'front_end.value_invalid': 'Invalid value',
    'front_end.token_invalid': 'Invalid token for given user.',
    'front_end.passwords_differ': 'Passwords do not match.',
    // In ASCII, as the packages write it; Django's own forms have the curly one.
    'front_end.password_mismatch': "The two password fields didn't match.",
    'front_end.username_mismatch': "The two username fields didn't match.",
    'front_end.email_mismatch': "The two email fields didn't match.",
    'front_end.name_missing.either': 'Must include either "username" or "email" and "password".',
    'front_end.name_missing.email': 'Must include "email" and "password".',
    'front_end.name_missing.username': 'Must include "username" and "password".',
    'front_end.refresh_missing': 'No valid refresh token found.',
  },
  es: {
    'front_end.password_wrong': 'La contraseña no es válida.',
    'front_end.value_invalid': 'Valor no válido',
    'front_end.token_invalid': 'El token no es válido para este usuario.',
    'front_end.passwords_differ': 'Las contraseñas no coinciden.',
    'front_end.password_mismatch': 'Las dos contraseñas no coinciden.',
    'front_end.username_mismatch': 'Los dos nombres de usuario no coinciden.',
    'front_end.email_mismatch': 'Los dos correos no coinciden.',
    'front_end.name_missing.either': 'Debe incluir «username» o «email», y «password».',
    'front_end.name_missing.email': 'Debe incluir «email» y «password».',
    'front_end.name_missing.username': 'Debe incluir «username» y «password».',
    'front_end.refresh_missing': 'No se ha encontrado un token de refresco válido.',
  },
});
