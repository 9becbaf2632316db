import { inBothLanguages } from '../both-languages.ts';

/** What is wrong with an address. */
export const emailTexts = inBothLanguages({
  en: {
    email_taken: 'Email already exists.',
    email_duplicate: 'This is one of your addresses already.',
    email_too_many: 'You can have {{count}} addresses. Remove one first.',
    email_unverified: 'Confirm this address first.',
    email_primary: 'This is your primary address. Make another one primary first.',
    email_kept: 'This address stays until the change of your primary address can no longer be undone.',
    email_unchanged: 'This is already the address of your account.',
  },
  es: {
    email_taken: 'Ya existe una cuenta con ese correo.',
    email_duplicate: 'Esta ya es una de tus direcciones.',
    email_too_many: 'Puedes tener {{count}} direcciones. Quita antes otra.',
    email_unverified: 'Confirma antes esta dirección.',
    email_primary: 'Esta es tu dirección principal. Pon antes otra como principal.',
    email_kept: 'Esta dirección se queda mientras se pueda deshacer el cambio de tu dirección principal.',
    email_unchanged: 'Esta ya es la dirección de tu cuenta.',
  },
});
