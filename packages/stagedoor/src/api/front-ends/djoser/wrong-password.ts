/** The problems of `proveByPassword` as djoser words them: it asks for the password with each grave act. */
export const wrongPassword = {
  fields: { password: 'current_password' },
  problems: { password_wrong: { code: 'front_end.password_wrong' } },
} as const;
