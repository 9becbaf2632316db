import { inBothLanguages } from '../both-languages.ts';

/**
 * What is wrong with a password, a new one or one that proves something; and changing somebody’s at the terminal, in the words of
 * Django’s `changepassword`.
 */
export const passwordTexts = inBothLanguages({
  en: {
    password_too_similar: 'The password is too similar to the {{verbose_name}}.',
    password_too_short_one: 'This password is too short. It must contain at least {{min_length}} character.',
    password_too_short_other:
      'This password is too short. It must contain at least {{min_length}} characters.',
    password_too_common: 'This password is too common.',
    password_breached:
      'This password was in a breach of another site, and is the first that others try. Choose another one.',
    password_entirely_numeric: 'This password is entirely numeric.',
    password_too_long: 'This password is too long. It may have at most {{max_length}} characters.',
    password_not_text: 'This password contains a character that cannot be stored.',
    password_context_word: 'This password is based on “{{word}}”, which is easy to guess here.',
    password_no_letter: 'This password must contain at least one letter.',
    password_no_upper: 'This password must contain at least one upper-case letter.',
    password_no_lower: 'This password must contain at least one lower-case letter.',
    password_no_digit: 'This password must contain at least one digit.',

    'password_help.similarity': 'Your password can’t be too similar to your other personal information.',
    'password_help.minimum-length_one': 'Your password must contain at least {{min_length}} character.',
    'password_help.minimum-length_other': 'Your password must contain at least {{min_length}} characters.',
    'password_help.common': 'Your password can’t be a commonly used password.',
    'password_help.numeric': 'Your password can’t be entirely numeric.',
    'password_help.context': 'Your password can’t be based on your name or the name of this site.',
    'password_help.letter': 'Your password must contain a letter.',
    'password_help.upper': 'Your password must contain an upper-case letter.',
    'password_help.lower': 'Your password must contain a lower-case letter.',
    'password_help.digit': 'Your password must contain a digit.',

    // The values of {{verbose_name}}
    'password_attribute.username': 'username',
    'password_attribute.first name': 'first name',
    'password_attribute.last name': 'last name',
    'password_attribute.email address': 'email address',
    password_mismatch: 'The two password fields didn’t match.',
    password_incorrect: 'Your old password was entered incorrectly. Please enter it again.',
    password_unchanged: 'This is your current password. Choose another one.',
    password_wrong: 'Wrong password. Enter the password of your account.',

    'cli.about.changepassword': 'set a user’s password and end their sessions',
    'cli.about.changepassword.must_change': 'ask for another password at the next log-in',
    'cli.about.changepassword.user': 'username or email address (default: the system’s user)',

    'cli.changing_password': "Changing password for user '{{username}}'",
    'cli.passwords_do_not_match': 'Passwords do not match. Please try again.',
    'cli.password_changed': "Password changed successfully for user '{{username}}'",
    'cli.password_aborted': "Aborting password change for user '{{username}}' after {{attempts}} attempts",
  },
  es: {
    password_too_similar: 'La contraseña se parece demasiado a este dato tuyo: {{verbose_name}}.',
    password_too_short_one: 'La contraseña es demasiado corta. Debe tener al menos {{min_length}} carácter.',
    password_too_short_other:
      'La contraseña es demasiado corta. Debe tener al menos {{min_length}} caracteres.',
    password_too_common: 'La contraseña es demasiado común.',
    password_breached:
      'Esta contraseña apareció en una filtración de otro sitio y es de las primeras que prueban otros. Elige otra.',
    password_entirely_numeric: 'La contraseña está formada solo por números.',
    password_too_long: 'La contraseña es demasiado larga. Puede tener como máximo {{max_length}} caracteres.',
    password_not_text: 'La contraseña contiene un carácter que no se puede guardar.',
    password_context_word: 'La contraseña se basa en «{{word}}», que aquí es fácil de adivinar.',
    password_no_letter: 'La contraseña debe contener al menos una letra.',
    password_no_upper: 'La contraseña debe contener al menos una letra mayúscula.',
    password_no_lower: 'La contraseña debe contener al menos una letra minúscula.',
    password_no_digit: 'La contraseña debe contener al menos un número.',

    'password_help.similarity': 'Tu contraseña no puede parecerse demasiado a tus otros datos personales.',
    'password_help.minimum-length_one': 'Tu contraseña debe tener al menos {{min_length}} carácter.',
    'password_help.minimum-length_other': 'Tu contraseña debe tener al menos {{min_length}} caracteres.',
    'password_help.common': 'Tu contraseña no puede ser una de las más usadas.',
    'password_help.numeric': 'Tu contraseña no puede estar formada solo por números.',
    'password_help.context': 'Tu contraseña no puede basarse en tu nombre ni en el de este sitio.',
    'password_help.letter': 'Tu contraseña debe contener una letra.',
    'password_help.upper': 'Tu contraseña debe contener una letra mayúscula.',
    'password_help.lower': 'Tu contraseña debe contener una letra minúscula.',
    'password_help.digit': 'Tu contraseña debe contener un número.',

    'password_attribute.username': 'nombre de usuario',
    'password_attribute.first name': 'nombre',
    'password_attribute.last name': 'apellidos',
    'password_attribute.email address': 'dirección de correo',
    password_mismatch: 'Las dos contraseñas no coinciden.',
    password_incorrect: 'Tu contraseña anterior no es correcta. Escríbela de nuevo.',
    password_unchanged: 'Es tu contraseña actual. Elige otra.',
    password_wrong: 'Contraseña incorrecta. Escribe la de tu cuenta.',

    'cli.about.changepassword': 'cambia la contraseña de un usuario y cierra sus sesiones',
    'cli.about.changepassword.must_change': 'pide otra contraseña en el próximo inicio de sesión',
    'cli.about.changepassword.user':
      'nombre de usuario o dirección de correo (si no, el usuario del sistema)',

    'cli.changing_password': 'Cambio de contraseña del usuario «{{username}}»',
    'cli.passwords_do_not_match': 'Las contraseñas no coinciden. Inténtalo de nuevo.',
    'cli.password_changed': 'Contraseña cambiada para el usuario «{{username}}»',
    'cli.password_aborted':
      'Se abandona el cambio de contraseña de «{{username}}» tras {{attempts}} intentos',
  },
});
