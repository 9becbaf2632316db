import type { AskedName, SignUpFields } from '../../core/account/sign-up-fields.ts';
import { NAME_MAX_LENGTH } from '../../core/user/profile-fields.ts';
import type { Config } from '../complete-config.ts';
import type { SignUpField } from '../list-kinds.ts';
import { namedTwice } from '../named-twice.ts';
import { when } from '../when.ts';

type Sources = Pick<Config, 'loginBy' | 'emailRequired' | 'signupFields'>;

/** What a sign-up asks: what SIGNUP_FIELDS says, else everything, and of that only the names may be left blank. */
export function signUpFieldsFrom(config: Sources): SignUpFields {
  const { signupFields } = config;
  if (signupFields === null) {
    const name = { isRequired: false, maxLength: NAME_MAX_LENGTH };
    const email = { isRequired: needsAddress(config) };
    return { email, firstName: name, lastName: name, passwordTwice: true };
  }
  const email = named(signupFields, 'email');
  return {
    email: email === undefined ? null : { isRequired: email.isRequired },
    firstName: nameOf(named(signupFields, 'first_name')),
    lastName: nameOf(named(signupFields, 'last_name')),
    passwordTwice: named(signupFields, 'password2') !== undefined,
  };
}

/** Who logs in by an address has one, whatever EMAIL_REQUIRED says. */
function needsAddress({ loginBy, emailRequired }: Sources): boolean {
  return emailRequired || loginBy === 'email';
}

function named(fields: readonly SignUpField[], wanted: SignUpField['name']): SignUpField | undefined {
  return fields.find(({ name }) => name === wanted);
}

function nameOf(field: SignUpField | undefined): AskedName | null {
  if (field === undefined) return null;
  return { isRequired: field.isRequired, maxLength: field.maxLength ?? NAME_MAX_LENGTH };
}

/** What is wrong with SIGNUP_FIELDS, alone and beside the settings that say how people log in. */
export function signUpFieldProblems(config: Sources): string[] {
  const { loginBy, signupFields } = config;
  if (signupFields === null) return [];
  const names = signupFields.map(({ name }) => name);
  const lacks = (name: SignUpField['name']): boolean => named(signupFields, name)?.isRequired !== true;
  const username = named(signupFields, 'username');
  const asksAgain = named(signupFields, 'password2') !== undefined;
  return [
    ...namedTwice('SIGNUP_FIELDS', names),
    ...when(lacks('password1'), 'SIGNUP_FIELDS needs password1*: nobody signs up without a password.'),
    ...when(asksAgain && lacks('password2'), 'SIGNUP_FIELDS has password2 as password2*, or not at all.'),
    ...when(
      loginBy !== 'email' && lacks('username'),
      `SIGNUP_FIELDS needs username*: with LOGIN_BY=${loginBy} people have one.`,
    ),
    ...when(
      loginBy === 'email' && username !== undefined,
      'SIGNUP_FIELDS cannot ask for a username with LOGIN_BY=email: nobody has one.',
    ),
    ...when(
      loginBy === 'email' && lacks('email'),
      'SIGNUP_FIELDS needs email* with LOGIN_BY=email: people log in by it.',
    ),
    ...when(
      loginBy !== 'email' && config.emailRequired && lacks('email'),
      'SIGNUP_FIELDS needs email*, or EMAIL_REQUIRED=false.',
    ),
  ];
}
