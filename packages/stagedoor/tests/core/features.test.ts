import { expect, test } from 'vitest';
import type { accountFeatures } from '../../src/core/features.ts';
import type { CredentialKind } from '../../src/core/kernel/credential.ts';
import type { AuditActions, JobKinds } from '../../src/core/kernel/feature.ts';
import { openableFeatures } from '../../src/core/open-features.ts';
import { testSettings } from '../support/test-settings.ts';

type Listed = (typeof accountFeatures)[number];
type JobsOf<Feature> = Feature extends { readonly jobs: infer Jobs } ? keyof Jobs : never;
type ActionsOf<Feature> = Feature extends { readonly auditActions: readonly (infer Action)[] }
  ? Action
  : never;

type CredentialsOf<Feature> = Feature extends { readonly credentials: infer Credentials }
  ? keyof Credentials
  : never;

/** A kind without a feature that does it or answers for it, or an action that no record names, does not compile. */
type Unhandled = Exclude<keyof JobKinds, JobsOf<Listed> | 'send-mail'>;
type Unanswered = Exclude<CredentialKind, CredentialsOf<Listed>>;
type Unnamed = Exclude<keyof AuditActions, ActionsOf<Listed>>;
const everythingIsListed: [Unhandled, Unanswered, Unnamed] extends [never, never, never] ? true : false =
  true;

function twice(names: readonly string[]): readonly string[] {
  return names.filter((name, place) => names.indexOf(name) !== place);
}

test('every kind of job is done by a feature, every kind of credential answered for by one, and every audit action is named by one', () => {
  expect(everythingIsListed).toBe(true);
});

test('no two features have one name, one use case of a group, one kind of job or of credential, or one audit action', () => {
  expect(twice(openableFeatures.map(({ name }) => name))).toEqual([]);
  const useCases = openableFeatures.flatMap(({ useCases: groups = {} }) =>
    Object.entries(groups).flatMap(([group, all]) => Object.keys(all).map((name) => `${group}.${name}`)),
  );
  expect(twice(useCases)).toEqual([]);
  expect(twice(openableFeatures.flatMap(({ jobs = {} }) => Object.keys(jobs)))).toEqual([]);
  expect(twice(openableFeatures.flatMap(({ credentials = {} }) => Object.keys(credentials)))).toEqual([]);
  expect(twice(openableFeatures.flatMap(({ auditActions = [] }) => auditActions))).toEqual([]);
});

test('each feature removes, hands over, forgets and does at its times what it keeps', () => {
  const duties = openableFeatures.map(({ name, expire, exportOf, forget, handOver, schedule }) => {
    const said = Object.entries({ expire, exportOf, forget, handOver, schedule }).filter(
      ([, duty]) => duty !== undefined,
    );
    return [name, said.map(([duty]) => duty).join(' ')] as const;
  });
  expect(Object.fromEntries(duties.filter(([, said]) => said !== ''))).toEqual({
    activation: 'schedule',
    activity: 'exportOf',
    email: 'exportOf',
    idempotency: 'expire',
    identity: 'exportOf',
    limit: 'expire',
    link: 'expire',
    outbox: 'expire',
    login: 'expire forget',
    maintenance: 'schedule',
    'personal-token': 'exportOf',
    picture: 'exportOf forget',
    file: 'forget schedule',
    role: 'exportOf',
    'object-permission': 'exportOf',
    organization: 'expire exportOf handOver',
    passkey: 'expire exportOf',
    'second-factor': 'expire exportOf',
    session: 'expire exportOf',
    team: 'exportOf',
    'signing-key': 'expire',
    ticket: 'expire',
    webhook: 'expire',
  });
  const times = openableFeatures.flatMap(
    ({ schedule }) => schedule?.({ ...testSettings(), removeUnactivatedAfterMs: 1 }) ?? [],
  );
  expect(times.map(({ job }) => job).sort()).toEqual([
    'clear-expired',
    'prune-records',
    'remove-unactivated-users',
    'sweep-files',
  ]);
});

test('an audit action fits the column that holds it', () => {
  const actions = openableFeatures.flatMap(({ auditActions = [] }) => auditActions);
  expect(actions.filter((action) => action.length > 50)).toEqual([]);
});
