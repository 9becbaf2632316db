import { afterAll, beforeAll, expect, it } from 'vitest';
import { readyPolicies } from '../../src/core/policy/ready-policies.ts';
import type { OpenedFeature } from '../../src/create-stagedoor/open-features.ts';
import type { Stagedoor } from '../../src/create-stagedoor/stagedoor.ts';
import { defineResource } from '../../src/resource/resource.ts';
import { siteSections } from '../../src/server/site-sections.ts';
import { openRealSite, type RealSite } from '../support/site.ts';

let site: RealSite;
beforeAll(async () => {
  site = await openRealSite({ env: { ORGANIZATIONS: 'open' } });
});
afterAll(() => site.close());

/** What a site that has it answers, in another configuration. */
function sectionsWith(
  name: string,
  { plural, ...config }: { readonly plural?: string } & Partial<Stagedoor['config']> = {},
) {
  const resource = defineResource({
    name,
    ...(plural === undefined ? {} : { plural }),
    fields: { title: { type: 'text', max: 9 } },
    access: readyPolicies.IsAuthenticated,
  });
  const opened = { feature: { name: 'stage' }, resources: [{ feature: 'stage', resource }] };
  return siteSections({
    ...site.stagedoor,
    openedFeatures: [opened as unknown as OpenedFeature],
    config: { ...site.stagedoor.config, ...config },
  });
}
const refusal = (one: string, many: string, unless: string) =>
  `The feature stage: its resource ${one} would stand where accounts serve /api/${many}/; choose another name, or ${unless}`;

it.each([
  ['role', undefined, 'roles', 'USERS_API=off'],
  ['role', 'parts', 'roles', 'USERS_API=off'],
  ['part', 'roles', 'roles', 'USERS_API=off'],
  ['organization', undefined, 'organizations', 'ORGANIZATIONS=off'],
  ['club', 'organizations', 'organizations', 'ORGANIZATIONS=off'],
] as const)(
  'a resource that is called %s, in the plural %s, does not start beside that of accounts',
  (name, plural, many, unless) => {
    const named = plural === undefined ? {} : { plural };
    expect(() => sectionsWith(name, named)).toThrow(refusal(name, many, unless));
    const off = unless === 'USERS_API=off' ? { usersApi: false } : { organizations: 'off' as const };
    // What it says helps.
    expect(() => sectionsWith(name, { ...named, ...off })).not.toThrow(RegExp(many));
  },
);

it('that of organizations stands where those of users do not', () => {
  expect(() => sectionsWith('organization', { usersApi: false })).toThrow(
    refusal('organization', 'organizations', 'ORGANIZATIONS=off'),
  );
});
