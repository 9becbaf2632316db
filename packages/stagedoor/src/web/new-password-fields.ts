/** A new password on the wire, typed twice, as Django's forms have it. */
export const newPasswordFields = { new_password1: 'secret', new_password2: 'secret' } as const;
