import type { TSchema } from 'typebox';
import { describe, expect, it, test } from 'vitest';
import { type ConfigOverrides, parseConfig } from '../../src/config.ts';
import { everyApiRoute } from '../support/every-api-route.ts';
import { configurationProblems } from './configuration-problems.ts';

const env = { NODE_ENV: 'test', SECRET_KEY: 'x'.repeat(40), CRYPTOGRAPHY_KEY: 'A'.repeat(43) };

const problemsOf = (extraFields: unknown) =>
  configurationProblems(() => parseConfig(env, { extraFields } as ConfigOverrides));

const problemsOfField = (field: unknown) => problemsOf({ phone: field });
const problemsOfName = (name: string) => problemsOf({ [name]: { type: 'boolean', default: false } });

/** What bodies and answers with extra fields call their own. */
function wireNames(): readonly string[] {
  const schemas = everyApiRoute.flatMap(({ schema, responses }) => [
    ...(schema?.body === undefined ? [] : [schema.body as TSchema]),
    ...Object.values(responses).flatMap((answer) => answer ?? []),
  ]);
  const taking = schemas.filter((schema) => 'extraFields' in schema);
  expect(taking.length).toBeGreaterThan(6);
  return [
    ...new Set(taking.flatMap((schema) => Object.keys((schema as { properties?: object }).properties ?? {}))),
  ];
}

describe('an extra field', () => {
  it.each([
    { type: 'text', maxLength: 20, default: '' },
    { type: 'text', maxLength: 20, nullable: true, label: 'Telephone', atSignUp: true, editable: false },
    { type: 'integer', default: 0 },
    { type: 'integer', nullable: true },
    { type: 'boolean', default: true },
    { type: 'date', nullable: true },
    { type: 'choice', choices: { a: 'A' }, default: 'a' },
    { type: 'choice', choices: { a: 'A' }, nullable: true },
  ])('that says all it must is taken: %j', (field) => expect(problemsOfField(field)).toEqual([]));

  // What every user has is no field of the site's: who may edit it could make themselves superuser.
  it.each(['is_superuser', 'is_staff', 'is_active', 'password', 'id', 'email', 'username', 'last_login'])(
    'called %s is refused',
    (name) => expect(problemsOfName(name)).toEqual([expect.stringContaining(`"${name}"`)]),
  );

  it.each(['Is_Superuser', 'IS_STAFF', ' password', 'is_staff ', 'e-mail', '1st', '', '__proto__x', 'ｉd'])(
    'called %j is refused, because it is no name of a column',
    (name) => expect(problemsOfName(name)).toEqual([expect.stringContaining(`"${name}"`)]),
  );

  test.each(wireNames())('called %s, as what clients are told or send beside it, is refused', (name) => {
    expect(problemsOfName(name)).toHaveLength(1);
  });

  it.each([
    'pk',
    'groups',
    'password1',
    'new_password1',
    'next',
    'csrfmiddlewaretoken',
    'rowid',
    'ctid',
    'constructor',
  ])('called %s is refused, which forms and databases have for themselves', (name) =>
    expect(problemsOfName(name)).toHaveLength(1),
  );

  it.each([
    ['editable', { type: 'boolean', default: false, editable: 'no' }],
    ['editible', { type: 'boolean', default: false, editible: false }],
    ['Editable', { type: 'boolean', default: false, Editable: false }],
    ['atSignUp', { type: 'boolean', default: false, atSignUp: 1 }],
    ['type', { type: 'bool', default: false }],
    ['type', { default: false }],
    ['type', { type: 'toString', default: false }],
    ['maxLength', { type: 'text', default: '' }],
    ['maxLength', { type: 'text', maxLength: 0, default: '' }],
    ['maxLength', { type: 'text', maxLength: '20', default: '' }],
    ['default', { type: 'text', maxLength: 20 }],
    ['default', { type: 'text', maxLength: 20, default: 'a', nullable: true }],
    ['default', { type: 'text', maxLength: 2, default: 'abc' }],
    ['default', { type: 'text', maxLength: 2, default: null }],
    ['default', { type: 'integer', default: 1.5 }],
    ['default', { type: 'integer', default: 3_000_000_000 }],
    ['default', { type: 'boolean', default: 'false' }],
    ['default', { type: 'boolean' }],
    ['default', { type: 'choice', choices: { a: 'A' }, default: 'b' }],
    ['nullable', { type: 'date' }],
    ['nullable', { type: 'date', nullable: false }],
    ['choices', { type: 'choice', default: 'a' }],
    ['choices', { type: 'choice', choices: {}, default: 'a' }],
    ['choices', { type: 'choice', choices: ['a'], default: 'a' }],
    ['label', { type: 'boolean', default: false, label: 5 }],
  ])('whose %s is wrong is refused by name: %j', (word, field) => {
    expect(problemsOfField(field)).toEqual([
      expect.stringMatching(new RegExp(`^The extra field "phone" .*${word}`)),
    ]);
  });

  it.each([null, 'text', 5, []])('that is %j is refused', (field) => {
    expect(problemsOfField(field)).toEqual([expect.stringContaining('"phone"')]);
  });

  it.each([null, 'phone', []])('cannot be read out of %j', (fields) => {
    expect(problemsOf(fields)).toHaveLength(1);
  });
});
