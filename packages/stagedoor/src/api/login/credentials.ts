import { Type } from 'typebox';
import type { Settings } from '../../core/settings.ts';
import type { RawFields } from '../../http/request/body.ts';
import { passwordField, textField } from '../../http/request/input-reader.ts';

/** What everybody sends who logs in, for a session or for a token: a name under either field, and a password. */
export const credentialFields = {
  username: Type.Optional(textField({ description: 'Username or e-mail address.' })),
  email: Type.Optional(textField({ description: 'Instead of `username`.' })),
  password: passwordField({ blank: false }),
};

/** What a log-in must send, and what is not looked at: parts of its route. */
export const askedAtLogIn = { requires: requiredName, ignores: blankName };

/** A name under either field; where neither was sent, the one that the site goes by is asked for. */
function requiredName(sent: RawFields, { logInBy }: Settings): string[] {
  if (Object.hasOwn(sent, 'username') || Object.hasOwn(sent, 'email')) return [];
  return [logInBy === 'email' ? 'email' : 'username'];
}

/** Forms that have both fields send the one that nobody filled in as blank. */
function blankName(sent: RawFields): string[] {
  const { username, email } = sent;
  if (isBlank(username) && isFilled(email)) return ['username'];
  return isBlank(email) && isFilled(username) ? ['email'] : [];
}

function isFilled(value: unknown): boolean {
  return value !== undefined && !isBlank(value);
}

function isBlank(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}
