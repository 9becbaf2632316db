import { canonicalEmail, normalizeEmail } from '../kernel/email.ts';
import type { OutsidePerson, OutsidePolicy } from '../user/authentication-backend.ts';
import { SUBJECT_MAX_LENGTH } from '../user/identity.ts';
import { checkName, readExtraValues } from '../user/profile-fields.ts';
import type { Settings } from '../user/settings.ts';
import type { ExtraValues } from '../user/user.ts';
import { canonicalUsername, normalizeUsername } from '../user/username.ts';

/** What is taken over of somebody whom an outside system describes. */
export interface OutsideFacts {
  readonly username: string;
  /** `''` for none. */
  readonly email: string;
  readonly names: { readonly firstName?: string; readonly lastName?: string };
  readonly extra: ExtraValues;
  /** Names of values that did not fit. */
  readonly ignored: readonly string[];
}

export function readOutsidePerson(
  { extraFields }: Pick<Settings, 'extraFields'>,
  person: OutsidePerson,
): OutsideFacts {
  const ignored: string[] = [];
  const extra = readExtraValues(extraFields, person.extra ?? {});
  // Null says that there is nothing to say.
  ignored.push(...Object.keys(extra.problems).filter((name) => isGiven(person.extra?.[name])));
  const given = typeof person.email === 'string' ? normalizeEmail(person.email) : '';
  const isAddress = canonicalEmail(given) !== null;
  if (isGiven(person.email) && !isAddress) ignored.push('email');
  const readName = (name: 'firstName' | 'lastName') => {
    const value = person[name];
    if (typeof value === 'string' && checkName(value).length === 0) return { [name]: value.trim() };
    if (isGiven(value)) ignored.push(name);
    return {};
  };
  return {
    username: normalizeUsername(person.username),
    email: isAddress ? given : '',
    names: { ...readName('firstName'), ...readName('lastName') },
    extra: extra.values,
    ignored,
  };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/**
 * What an outside system knows the person by. With the attribute before it no value can ever be a name: names have no `=`. Null
 * for what cannot be one.
 */
export function subjectOf(
  { username, subject }: Pick<OutsidePerson, 'username' | 'subject'>,
  policy: Pick<OutsidePolicy, 'namesIgnoreCase'>,
): string | null {
  if (subject === undefined) return nameAsSubject(username, policy);
  const { attribute, value } = subject;
  const whole = `${attribute}=${value}`;
  const isText = value !== '' && !whole.includes('\0') && whole.isWellFormed();
  return isText && whole.length <= SUBJECT_MAX_LENGTH ? whole : null;
}

/** The one form of a name that stands for a person there. */
export function nameAsSubject(
  username: string,
  { namesIgnoreCase }: Pick<OutsidePolicy, 'namesIgnoreCase'>,
): string {
  return namesIgnoreCase ? canonicalUsername(username) : normalizeUsername(username);
}
