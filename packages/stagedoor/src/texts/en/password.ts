/** What is wrong with a new password, by problem code, and what the forms say beforehand. Django's words where it has them. */
export const passwordTexts = {
  password_too_similar: 'The password is too similar to the {{verbose_name}}.',
  password_too_short_one: 'This password is too short. It must contain at least {{min_length}} character.',
  password_too_short_other: 'This password is too short. It must contain at least {{min_length}} characters.',
  password_too_common: 'This password is too common.',
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
} as const;
