import type { FieldProblem } from '../../kernel/errors.ts';
import { checkLanguage, type LanguageTag } from '../../kernel/language-tag.ts';
import { checkTimeZone } from '../../kernel/time-zone.ts';
import type { ExtraFields } from '../../user/extra-field.ts';
import { checkName, readExtraValues } from '../../user/profile-fields.ts';
import type { User, UserChanges } from '../../user/user.ts';
import { checkUsername, normalizeUsername, provedAddress } from '../../user/username.ts';
import type { Settings } from '../settings.ts';

/** What is absent stays as it is. */
export interface GivenProfile {
  readonly username?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly language?: LanguageTag | null;
  /** An IANA name; null forgets it. */
  readonly timeZone?: string | null;
  readonly extra?: Readonly<Record<string, unknown>>;
}

interface Reading {
  readonly user: User;
  readonly given: GivenProfile;
  /** The extra fields that whoever changes it may change. */
  readonly fields: ExtraFields;
}

/** What is to be written of a profile, and what is wrong with it. Where people log in by their address, another username is ignored. */
export function readProfile(
  settings: Pick<Settings, 'logInBy'>,
  { user, given, fields }: Reading,
): { readonly changes: UserChanges; readonly problems: Record<string, FieldProblem[]> } {
  const { firstName, lastName, language, timeZone } = given;
  const username = given.username === undefined ? undefined : normalizeUsername(given.username);
  const changesName = username !== undefined && username !== user.username && settings.logInBy !== 'email';
  const extra = readExtraValues(fields, given.extra ?? {});
  const problems = {
    ...(changesName ? { username: checkUsername(username, provedAddress(user)) } : {}),
    first_name: checkName(firstName ?? ''),
    last_name: checkName(lastName ?? ''),
    language: checkLanguage(language ?? null),
    time_zone: checkTimeZone(timeZone ?? null),
    ...extra.problems,
  };
  const changes: UserChanges = {
    ...(changesName ? { username } : {}),
    ...(firstName === undefined ? {} : { firstName: firstName.trim() }),
    ...(lastName === undefined ? {} : { lastName: lastName.trim() }),
    ...(language === undefined ? {} : { language }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(Object.keys(extra.values).length === 0 ? {} : { extra: extra.values }),
  };
  return { changes, problems };
}
