import { describe, expect, test } from 'vitest';
import { type House, judge, ruleNames } from './house.ts';

const SOURCE = 'packages/stagedoor/src';
const COMMUNITY = 'packages/community/src';

/** Every room with the arrows that the design draws. All of it is sound. */
const SOUND: House = {
  [`${SOURCE}/core/login/log-in.ts`]: ['node:crypto', '../errors.ts'],
  [`${SOURCE}/core/errors.ts`]: [],
  [`${SOURCE}/config.ts`]: ['./core/errors.ts'],
  [`${SOURCE}/texts/english.ts`]: ['declared'],
  [`${SOURCE}/infrastructure/database/user-store.ts`]: ['../../core/errors.ts', 'pg', 'node:fs'],
  [`${SOURCE}/client/result.ts`]: [],
  [`${SOURCE}/client/create-client.ts`]: ['./result.ts'],
  [`${SOURCE}/client/react.ts`]: ['react', './result.ts'],
  [`${SOURCE}/resource/resource.ts`]: ['../core/errors.ts'],
  [`${SOURCE}/ui/form.tsx`]: ['../texts/english.ts', '../core/errors.ts'],
  [`${SOURCE}/http/refusals.ts`]: ['../core/errors.ts', '../texts/english.ts'],
  [`${SOURCE}/mail/letter.tsx`]: ['../ui/form.tsx', '../texts/english.ts', '../core/errors.ts'],
  [`${SOURCE}/api/login/routes.ts`]: [
    '../../core/login/log-in.ts',
    '../../resource/resource.ts',
    '../../http/refusals.ts',
  ],
  [`${SOURCE}/web/login/pages.ts`]: [
    '../../core/login/log-in.ts',
    '../../ui/form.tsx',
    '../../http/refusals.ts',
  ],
  [`${SOURCE}/admin/list.ts`]: ['../resource/resource.ts', '../ui/form.tsx', '../http/refusals.ts'],
  [`${SOURCE}/realtime/room.ts`]: ['../core/login/log-in.ts', '../http/refusals.ts'],
  [`${SOURCE}/create-stagedoor.ts`]: [
    './infrastructure/database/user-store.ts',
    './mail/letter.tsx',
    './config.ts',
  ],
  [`${SOURCE}/server.ts`]: [
    './api/login/routes.ts',
    './web/login/pages.ts',
    './admin/list.ts',
    './realtime/room.ts',
    './create-stagedoor.ts',
  ],
  [`${SOURCE}/worker.ts`]: ['./create-stagedoor.ts'],
  [`${SOURCE}/cli/main.ts`]: [
    '../server.ts',
    '../worker.ts',
    '../create-stagedoor.ts',
    '../texts/english.ts',
  ],
  [`${SOURCE}/index.ts`]: ['./create-stagedoor.ts', './server.ts', './core/errors.ts'],
  [`${COMMUNITY}/core/blog/post.ts`]: ['node:crypto'],
  [`${COMMUNITY}/infrastructure/posts.ts`]: ['../core/blog/post.ts', 'stagedoor'],
  [`${COMMUNITY}/api/blog.ts`]: ['../core/blog/post.ts', 'stagedoor'],
  [`${COMMUNITY}/web/blog.ts`]: ['../core/blog/post.ts', 'stagedoor'],
  [`${COMMUNITY}/main.ts`]: ['./api/blog.ts', './web/blog.ts', './infrastructure/posts.ts', 'stagedoor'],
  'packages/stagedoor/tests/support/people.ts': ['../../src/core/errors.ts'],
  'packages/stagedoor/tests/core/user.test.ts': ['../../src/core/errors.ts', '../support/people.ts'],
  'packages/stagedoor/tests/login.test.ts': ['./support/people.ts', '../../../scripts/build.ts'],
  'packages/community/tests/blog.test.ts': ['../src/main.ts', '../../stagedoor/tests/support/people.ts'],
  'scripts/build.ts': ['node:fs'],
};

/** For each rule the faults that it must find, one per file. */
const FAULTS: Readonly<Record<string, House>> = {
  'core-follows-its-arrows': { [`${SOURCE}/core/fault.ts`]: ['../config.ts'] },
  'client-follows-its-arrows': { [`${SOURCE}/client/fault.ts`]: ['../core/errors.ts'] },
  'config-follows-its-arrows': { [`${SOURCE}/config/fault.ts`]: ['../texts/english.ts'] },
  'texts-follows-its-arrows': { [`${SOURCE}/texts/fault.ts`]: ['../http/refusals.ts'] },
  'infrastructure-follows-its-arrows': { [`${SOURCE}/infrastructure/fault.ts`]: ['../http/refusals.ts'] },
  'resource-follows-its-arrows': { [`${SOURCE}/resource/fault.ts`]: ['../http/refusals.ts'] },
  'ui-follows-its-arrows': { [`${SOURCE}/ui/fault.ts`]: ['../http/refusals.ts'] },
  'http-follows-its-arrows': { [`${SOURCE}/http/fault.ts`]: ['../ui/form.tsx'] },
  'mail-follows-its-arrows': { [`${SOURCE}/mail/fault.ts`]: ['../http/refusals.ts'] },
  'api-follows-its-arrows': {
    [`${SOURCE}/api/another-door.ts`]: ['../web/login/pages.ts'],
    [`${SOURCE}/api/adapter.ts`]: ['../infrastructure/database/user-store.ts'],
  },
  'web-follows-its-arrows': {
    [`${SOURCE}/web/another-door.ts`]: ['../api/login/routes.ts'],
    [`${SOURCE}/web/adapter.ts`]: ['../infrastructure/database/user-store.ts'],
  },
  'admin-follows-its-arrows': {
    [`${SOURCE}/admin/another-door.ts`]: ['../web/login/pages.ts'],
    [`${SOURCE}/admin/adapter.ts`]: ['../infrastructure/database/user-store.ts'],
  },
  'realtime-follows-its-arrows': {
    [`${SOURCE}/realtime/another-door.ts`]: ['../api/login/routes.ts'],
    [`${SOURCE}/realtime/adapter.ts`]: ['../infrastructure/database/user-store.ts'],
  },
  'create-stagedoor-follows-its-arrows': {
    [`${SOURCE}/create-stagedoor/door.ts`]: ['../api/login/routes.ts'],
  },
  'server-follows-its-arrows': {
    [`${SOURCE}/server/adapter.ts`]: ['../infrastructure/database/user-store.ts'],
  },
  'worker-follows-its-arrows': {
    [`${SOURCE}/worker/adapter.ts`]: ['../infrastructure/database/user-store.ts'],
  },
  'cli-follows-its-arrows': { [`${SOURCE}/cli/adapter.ts`]: ['../infrastructure/database/user-store.ts'] },
  'index-follows-its-arrows': { [`${SOURCE}/index/command.ts`]: ['../cli/main.ts'] },
  'make-directory-follows-its-arrows': { [`${SOURCE}/make-directory.ts`]: ['./core/errors.ts'] },
  'node-version-follows-its-arrows': { [`${SOURCE}/node-version.ts`]: ['./core/errors.ts'] },
  'community-core-follows-its-arrows': { [`${COMMUNITY}/core/fault.ts`]: ['../infrastructure/posts.ts'] },
  'community-infrastructure-follows-its-arrows': {
    [`${COMMUNITY}/infrastructure/fault.ts`]: ['../web/blog.ts'],
  },
  'community-api-follows-its-arrows': { [`${COMMUNITY}/api/fault.ts`]: ['../web/blog.ts'] },
  'community-web-follows-its-arrows': { [`${COMMUNITY}/web/fault.ts`]: ['../infrastructure/posts.ts'] },
  'room-is-drawn': { [`${SOURCE}/helpers/fault.ts`]: ['declared'] },
  'core-needs-nothing-but-crypto': {
    [`${SOURCE}/core/package.ts`]: ['declared'],
    [`${SOURCE}/core/node-module.ts`]: ['node:fs'],
  },
  'client-needs-nothing-but-fetch': {
    [`${SOURCE}/client/package.ts`]: ['declared'],
    [`${SOURCE}/client/node-module.ts`]: ['node:crypto'],
  },
  'client-for-react-needs-react-only': { [`${SOURCE}/client/react.ts`]: ['declared'] },
  'drivers-stay-in-infrastructure': { [`${SOURCE}/web/driver.ts`]: ['pg'] },
  'community-sees-published-entries-only': {
    [`${COMMUNITY}/web/source.ts`]: ['../../../stagedoor/src/core/errors.ts'],
    [`${COMMUNITY}/web/output.ts`]: ['../../../stagedoor/dist/inside.js'],
  },
  'stagedoor-sees-no-community': { [`${SOURCE}/api/site.ts`]: ['../../../community/src/core/blog/post.ts'] },
  'source-sees-no-workshop': { [`${SOURCE}/api/workshop.ts`]: ['../../../../scripts/build.ts'] },
  'nothing-sees-tests': {
    [`${SOURCE}/api/test.ts`]: ['../../tests/support/people.ts'],
    'scripts/test.ts': ['../packages/stagedoor/tests/support/people.ts'],
  },
  'tests-of-the-core-need-no-service': {
    'packages/stagedoor/tests/core/database.test.ts': ['../../src/infrastructure/database/user-store.ts'],
  },
  'package-is-declared': {
    [`${SOURCE}/api/undeclared.ts`]: ['declared-elsewhere'],
    [`${SOURCE}/api/development.ts`]: ['for-development'],
  },
  'import-is-found': {
    [`${SOURCE}/api/missing.ts`]: ['./gone.ts'],
    [`${COMMUNITY}/web/unpublished.ts`]: ['stagedoor/dist/inside.js'],
  },
  'no-cycle': { [`${SOURCE}/web/egg.ts`]: ['./hen.ts'] },
  'no-orphan': { [`${SOURCE}/web/orphan.ts`]: [] },
};

/** The other half of the cycle: a cycle is reported once, at the file that comes first. */
const HEN: House = { [`${SOURCE}/web/hen.ts`]: ['./egg.ts'] };

describe('the arrows of the house', () => {
  test('let a house pass in which every arrow is a drawn one', async () => {
    expect(await judge(SOUND)).toEqual({});
  });

  test('have a planted fault for each rule', async () => {
    expect(Object.keys(FAULTS).sort()).toEqual((await ruleNames()).sort());
  });

  test('find each planted fault by exactly its rule, and nothing else', async () => {
    const expected = Object.entries(FAULTS).flatMap(([rule, house]) =>
      Object.keys(house).map((path) => [path, [rule]]),
    );
    const planted = Object.assign({}, ...Object.values(FAULTS)) as House;
    expect(await judge({ ...SOUND, ...HEN, ...planted })).toEqual(Object.fromEntries(expected));
  });
});
