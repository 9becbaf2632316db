import { expect, it } from 'vitest';
import { readyPolicies } from '../../src/core/policy/ready-policies.ts';
import { defineResource } from '../../src/resource/resource.ts';
import { requireOwnNames } from '../../src/server/names-of-accounts.ts';

const called = (name: string, plural?: string) =>
  defineResource({
    name,
    ...(plural === undefined ? {} : { plural }),
    fields: { title: { type: 'text', max: 9 } },
    access: readyPolicies.IsAuthenticated,
  });
const accounts = ['role', 'organization'].map((name) => ({ feature: 'stagedoor', resource: called(name) }));
const start = (resource: ReturnType<typeof called>) =>
  requireOwnNames([{ feature: { name: 'stage' }, resources: [{ feature: 'stage', resource }] }], accounts);

it.each([
  ['role', undefined, 'role', 'roles'],
  ['organization', undefined, 'organization', 'organizations'],
  ['role', 'parts', 'role', 'roles'],
  ['part', 'roles', 'part', 'roles'],
])(
  'a resource that is called %s, in the plural %s, does not start beside that of accounts',
  (name, plural, one, many) => {
    expect(() => start(called(name, plural))).toThrow(
      `The feature stage: its resource ${one} would stand where accounts serve /api/${many}/; choose another name, or USERS_API=off`,
    );
  },
);

it('a resource of another name starts, and so does one where accounts serve none', () => {
  expect(() => start(called('part'))).not.toThrow();
  expect(() =>
    requireOwnNames(
      [{ feature: { name: 'stage' }, resources: [{ feature: 'stage', resource: called('role') }] }],
      [],
    ),
  ).not.toThrow();
});
