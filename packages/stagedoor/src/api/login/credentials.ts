import { Type } from 'typebox';
import type { Settings } from '../../core/settings.ts';
import type { RawFields } from '../../http/body.ts';
import { passwordField, textField } from '../../http/input-reader.ts';

/** What everybody sends who logs in, for a session or for a token: a name under either field, and a password. */
export const credentialFields = {
  username: Type.Optional(textField({ description: 'Username or e-mail address.' })),
  email: Type.Optional(textField({ description: 'Instead of `username`.' })),
  password: passwordField({ blank: false }),
};

/** A name under either field; where neither was sent, the one that the site goes by is asked for. */
export function requiredName(sent: RawFields, { logInBy }: Settings): string[] {
  if (Object.hasOwn(sent, 'username') || Object.hasOwn(sent, 'email')) return [];
  return [logInBy === 'email' ? 'email' : 'username'];
}
