import { inBothLanguages } from '../both-languages.ts';

/** What a log-in is refused with, and what its owner is told of one that failed at a stage. */
export const loginTexts = inBothLanguages({
  en: {
    'invalid-credentials': 'Invalid credentials',
    'flow-ended': 'This log-in took too long or was tried too often. Begin again.',
    'stage-required': 'Something else must be done first.',
    'stage-not-pending': 'There is nothing left to do here.',
    'stage.change-password': 'Choose a new password first.',
    stage_log_in_otherwise: 'Log in as somebody else',
    stage_wrong: 'That is not right.',
    'mail.stage_failed.subject': 'Log-in stopped after the password on {{site}}',
    'mail.stage_failed.text':
      'Somebody began to log in to your account on {{site}} with the right password, and failed at the step after it.',
    invalid_login:
      'Please enter a correct username and password. Note that both fields may be case-sensitive.',
    invalid_login_email:
      'Please enter a correct email address and password. Note that both fields may be case-sensitive.',
  },
  es: {
    'invalid-credentials': 'Credenciales no válidas',
    'flow-ended': 'Este inicio de sesión tardó demasiado o se intentó demasiadas veces. Empieza de nuevo.',
    'stage-required': 'Antes tienes que hacer otra cosa.',
    'stage-not-pending': 'Aquí no queda nada por hacer.',
    'stage.change-password': 'Primero elige una contraseña nueva.',
    stage_log_in_otherwise: 'Iniciar sesión con otra cuenta',
    stage_wrong: 'No es correcto.',
    'mail.stage_failed.subject': 'Inicio de sesión detenido tras la contraseña en {{site}}',
    'mail.stage_failed.text':
      'Alguien empezó a iniciar sesión en tu cuenta de {{site}} con la contraseña correcta y falló en el paso siguiente.',
    invalid_login:
      'Escribe un nombre de usuario y una contraseña correctos. Ten en cuenta que pueden distinguirse mayúsculas y minúsculas.',
    invalid_login_email:
      'Escribe una dirección de correo y una contraseña correctas. Ten en cuenta que pueden distinguirse mayúsculas y minúsculas.',
  },
});
