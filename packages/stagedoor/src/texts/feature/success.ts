import { inBothLanguages } from '../both-languages.ts';

/** Plain successes of the JSON API: `{detail}`. */
export const successTexts = inBothLanguages({
  en: {
    'detail.signed_up': 'Verification e-mail sent.',
    'detail.account_opened': 'Account created. You can log in now.',
    'detail.logged_in': 'Login successful',
    'detail.logged_out': 'Successfully logged out.',
    'detail.password_changed': 'New password has been saved.',
    'detail.reset_sent': 'Password reset e-mail has been sent.',
    'detail.password_reset': 'Password has been reset with the new password.',
    'detail.activation_sent': 'Verification e-mail sent.',
    'detail.activated': 'Your account is active.',
  },
  es: {
    'detail.signed_up': 'Se ha enviado el correo de verificación.',
    'detail.account_opened': 'Cuenta creada. Ya puedes iniciar sesión.',
    'detail.logged_in': 'Sesión iniciada',
    'detail.logged_out': 'Sesión cerrada.',
    'detail.password_changed': 'La contraseña nueva se ha guardado.',
    'detail.reset_sent': 'Se ha enviado el correo para restablecer la contraseña.',
    'detail.password_reset': 'La contraseña se ha restablecido.',
    'detail.activation_sent': 'Se ha enviado el correo de verificación.',
    'detail.activated': 'Tu cuenta está activada.',
  },
});
