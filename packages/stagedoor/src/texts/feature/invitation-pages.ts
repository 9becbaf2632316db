import { inBothLanguages } from '../both-languages.ts';

/** What the pages of an invitation say. */
export const invitationPageTexts = inBothLanguages({
  en: {
    'invitation.log_in_first': 'Log in with the account that has confirmed this address. Then you can join.',
    'invitation.sign_up_or_in':
      'Sign up with this address, or log in with the account that has confirmed it. Then you are in.',
    'invitation_sign_up.lead': 'Your account will have the address that was invited:',
    'invitation_sign_up.submit': 'Sign up and join',
    'invitation_sign_up.opened': 'Your account is made, and you are in {{organization}}. Log in now.',
    'invitation.of_another':
      'This invitation is for {{email}}. You are logged in as {{name}}, and have not confirmed that address. Log out to join with another account.',
    'invitation.add_address': 'Or add this address to your account',
    'invitation.is_member': 'You are in this organization already.',
    'invitation.see_organization': 'See the organization',
  },
  es: {
    'invitation.log_in_first':
      'Inicia sesión con la cuenta que ha confirmado esta dirección. Después podrás unirte.',
    'invitation.sign_up_or_in':
      'Regístrate con esta dirección, o inicia sesión con la cuenta que la ha confirmado. Así te unes.',
    'invitation_sign_up.lead': 'Tu cuenta tendrá la dirección invitada:',
    'invitation_sign_up.submit': 'Registrarme y unirme',
    'invitation_sign_up.opened': 'Tu cuenta está creada y estás en {{organization}}. Ahora inicia sesión.',
    'invitation.of_another':
      'Esta invitación es para {{email}}. Tu sesión es la de {{name}}, que no ha confirmado esa dirección. Cierra la sesión para unirte con otra cuenta.',
    'invitation.add_address': 'O añade esta dirección a tu cuenta',
    'invitation.is_member': 'Ya estás en esta organización.',
    'invitation.see_organization': 'Ver la organización',
  },
});
