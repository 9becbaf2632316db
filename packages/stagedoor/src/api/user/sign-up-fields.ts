import { type Static, Type } from 'typebox';
import type { Exchange } from '../../http/exchange.ts';
import { passwordField, textField } from '../../http/input-reader.ts';
import { withExtraFields } from '../schemas.ts';
import { requiredAtSignUp, withSignUpFields } from '../sign-up-schema.ts';
import { extraValuesOf } from './extra-values.ts';

const names = { passwordAgain: 'password_confirm' };

/** What they must send, as the site has it. */
export const requiredOfNewAccounts = requiredAtSignUp(names);

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

/** The same as the use cases take it. */
export function signUpOf(exchange: Exchange, body: Static<typeof newAccount>) {
  return {
    email: body.email ?? '',
    username: body.username ?? '',
    password: body.password,
    passwordConfirm: body.password_confirm ?? body.password,
    firstName: body.first_name ?? '',
    lastName: body.last_name ?? '',
    extra: extraValuesOf(exchange),
    visitor: exchange.visitor,
  };
}
