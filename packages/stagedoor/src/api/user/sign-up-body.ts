import { Type } from 'typebox';
import type { SignUp } from '../../core/account/sign-up/sign-up-draft.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { passwordField, textField } from '../../http/request/input-reader.ts';
import { withExtraFields } from '../schemas.ts';
import { extraValuesOf } from './extra-values.ts';
import { askedAtSignUp, withSignUpFields } from './sign-up-schema.ts';

const names = { passwordAgain: 'password_confirm' };

/** What they must send, and what is not looked at, as the site has it. */
export const askedOfNewAccounts = askedAtSignUp(names);

/** What everybody sends who opens an account, for a session or for tokens. */
export const newAccount = Type.Object(
  {
    email: Type.Optional(textField({ blank: true })),
    username: Type.Optional(textField()),
    password: passwordField(),
    password_confirm: Type.Optional(passwordField()),
    first_name: Type.Optional(textField({ blank: true })),
    last_name: Type.Optional(textField({ blank: true })),
  },
  { ...withExtraFields('at-sign-up'), ...withSignUpFields(names) },
);

/** What a front end sends, by our names; a password that it asks once alone is meant twice. */
interface SentAtSignUp {
  readonly email?: string | undefined;
  readonly username?: string | undefined;
  readonly password: string;
  readonly password_confirm?: string | undefined;
  readonly first_name?: string | undefined;
  readonly last_name?: string | undefined;
}

/** The same as the use cases take it. */
export function signUpOf(exchange: Exchange, sent: SentAtSignUp): Omit<SignUp, 'sessionKey'> {
  return {
    email: sent.email ?? '',
    username: sent.username ?? '',
    password: sent.password,
    passwordConfirm: sent.password_confirm ?? sent.password,
    firstName: sent.first_name ?? '',
    lastName: sent.last_name ?? '',
    extra: extraValuesOf(exchange),
    visitor: exchange.visitor,
  };
}
