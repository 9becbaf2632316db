import { describe, expect, test } from 'vitest';
import { testSettings } from '../support/test-settings.ts';

const askedBy = (env: Record<string, string>) => testSettings(env).signUpFields;

function refusalOf(env: Record<string, string>): string {
  try {
    askedBy(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

const wholeName = { isRequired: false, maxLength: 150 };
const everything = {
  email: { isRequired: true },
  firstName: wholeName,
  lastName: wholeName,
  passwordTwice: true,
};
const ALLAUTH = 'email*,username*,first_name*:30,last_name*:30,password1*,password2*';

describe('what a sign-up asks', () => {
  test('is an address, names that may stay blank and the password twice, unless it is said', () => {
    expect(askedBy({})).toEqual(everything);
  });

  test('is no address where EMAIL_REQUIRED or COMPATIBILITY=django says so', () => {
    const without = { ...everything, email: { isRequired: false } };
    expect(askedBy({ EMAIL_REQUIRED: 'false' })).toEqual(without);
    expect(askedBy({ COMPATIBILITY: 'django' })).toEqual(without);
    expect(askedBy({ COMPATIBILITY: 'django', EMAIL_REQUIRED: 'true' })).toEqual(everything);
  });

  test('is always an address where people log in by it', () => {
    expect(askedBy({ LOGIN_BY: 'email', EMAIL_REQUIRED: 'false' })).toEqual(everything);
    expect(askedBy({ LOGIN_BY: 'email', COMPATIBILITY: 'django' })).toEqual(everything);
  });

  test('is what SIGNUP_FIELDS names, required with a star, and as long as it says', () => {
    const name = { isRequired: true, maxLength: 30 };
    expect(askedBy({ SIGNUP_FIELDS: ALLAUTH })).toEqual({ ...everything, firstName: name, lastName: name });
    expect(askedBy({ SIGNUP_FIELDS: 'username*, email*, password1*' })).toEqual({
      email: { isRequired: true },
      firstName: null,
      lastName: null,
      passwordTwice: false,
    });
    const env = { EMAIL_REQUIRED: 'false', SIGNUP_FIELDS: 'username*,last_name:40,password1*,password2*' };
    expect(askedBy(env)).toEqual({
      email: null,
      firstName: null,
      lastName: { isRequired: false, maxLength: 40 },
      passwordTwice: true,
    });
  });

  test.each([
    ['username*,email*,phone*,password1*', '"phone*" is not one'],
    ['username*,email*,first_name*:0,password1*', '"first_name*:0" is not one'],
    ['username*,email*,first_name*:151,password1*', '"first_name*:151" is not one'],
    ['username*:30,email*,password1*', '"username*:30" is not one'],
    ['username*,email**,password1*', '"email**" is not one'],
    ['username*,email*', 'SIGNUP_FIELDS needs password1*'],
    ['username*,email*,password1', 'SIGNUP_FIELDS needs password1*'],
    ['username*,email*,password1*,password2', 'SIGNUP_FIELDS has password2 as password2*, or not at all'],
    ['username*,email*,email*,password1*', 'SIGNUP_FIELDS names email twice'],
    ['email*,password1*', 'SIGNUP_FIELDS needs username*: with LOGIN_BY=either people have one'],
    ['username,email*,password1*', 'SIGNUP_FIELDS needs username*'],
    ['username*,email,password1*', 'SIGNUP_FIELDS needs email*, or EMAIL_REQUIRED=false'],
    ['username*,password1*', 'SIGNUP_FIELDS needs email*, or EMAIL_REQUIRED=false'],
  ])('refuses to start with %s, in words', (fields, words) => {
    expect(refusalOf({ SIGNUP_FIELDS: fields })).toContain(words);
  });

  test.each([
    ['username*,email*,password1*', 'SIGNUP_FIELDS cannot ask for a username with LOGIN_BY=email'],
    ['email,password1*', 'SIGNUP_FIELDS needs email* with LOGIN_BY=email'],
  ])('refuses to start with %s where people log in by their address', (fields, words) => {
    expect(refusalOf({ LOGIN_BY: 'email', EMAIL_REQUIRED: 'false', SIGNUP_FIELDS: fields })).toContain(words);
  });
});
