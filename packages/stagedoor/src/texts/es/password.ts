import type { passwordTexts as english } from '../en/password.ts';

export const passwordTexts: Record<keyof typeof english, string> = {
  password_too_similar: 'La contraseña se parece demasiado a este dato tuyo: {{verbose_name}}.',
  password_too_short_one: 'La contraseña es demasiado corta. Debe tener al menos {{min_length}} carácter.',
  password_too_short_other:
    'La contraseña es demasiado corta. Debe tener al menos {{min_length}} caracteres.',
  password_too_common: 'La contraseña es demasiado común.',
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
};
