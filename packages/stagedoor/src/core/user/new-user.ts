import { randomPublicId } from '../kernel/secret-value.ts';
import { defaultExtraValues } from './profile-fields.ts';
import type { Settings } from './settings.ts';
import { FIRST_SECURITY_VERSION, type NewUser, type User } from './user.ts';
import { normalizeUsername } from './username.ts';

/** What must be said of a new user; the rest is as for anybody. */
export type UserDraft = Pick<NewUser, 'username' | 'passwordHash' | 'dateJoined'> & Partial<NewUser>;

/** A whole new user: active, of no rank, with names as they are stored and a value for each extra field. */
export function newUser({ extraFields }: Pick<Settings, 'extraFields'>, draft: UserDraft): NewUser {
  const { username, firstName = '', lastName = '', extra = {} } = draft;
  return {
    id: randomPublicId(),
    isActive: true,
    isStaff: false,
    isSuperuser: false,
    language: null,
    ...draft,
    username: username === null ? null : normalizeUsername(username) || null,
    firstName: firstName.trim(),
    lastName: lastName.trim(),
    extra: { ...defaultExtraValues(extraFields), ...extra },
  };
}

/** A user just written, as a store would answer it. */
export function userJustWritten(
  { awaitsWelcome: _, ...user }: NewUser,
  { email, isEmailVerified }: Pick<User, 'email' | 'isEmailVerified'>,
): User {
  return {
    managedBy: null,
    mustChangePassword: false,
    timeZone: null,
    ...user,
    email,
    isEmailVerified,
    lastLogin: null,
    securityVersion: FIRST_SECURITY_VERSION,
  };
}
