import { describe, expect, test } from 'vitest';
import { judge, ruleNames, type Tree } from './tree.ts';

const SOURCE = 'packages/stagedoor/src';
const COMMUNITY = 'packages/community/src';
const SHOP = 'examples/shop/src';

/** The features of core, each with one that lies above it. */
const ABOVE: Readonly<Record<string, string>> = {
  kernel: 'session',
  idempotency: 'login',
  password: 'user',
  permission: 'session',
  user: 'audit',
  audit: 'link',
  link: 'limit',
  limit: 'outbox',
  outbox: 'event',
  event: 'login',
  webhook: 'login',
  session: 'credential',
  credential: 'login',
  registration: 'login',
  passkey: 'second-factor',
  'second-factor': 'login',
  activity: 'login',
  access: 'login',
  policy: 'login',
  'object-permission': 'login',
  group: 'login',
  role: 'login',
  organization: 'login',
  picture: 'login',
  file: 'login',
  team: 'login',
  login: 'token',
  token: 'token/jwt',
  'token/signing-key': 'token/jwt',
  'token/jwt': 'token/api-token',
  'token/personal-token': 'token/api-token',
  'token/api-token': 'account',
  'token/ticket': 'account',
  authentication: 'account',
  account: 'account/sign-up',
  'account/identity': 'account/life',
  'account/password': 'account/password-reset',
  'account/password-reset': 'account/username',
  'account/username': 'account/email',
  'account/email': 'account/activation',
  'account/activation': 'account/sign-up',
  'account/log-in': 'account/sign-up',
  'account/sign-up': 'account/life',
  'account/invitation': 'account/life',
  'account/profile': 'account/life',
  'account/notice': 'account/life',
  'account/life': 'maintenance',
  maintenance: 'access',
};

const FEATURES: Tree = Object.fromEntries(
  Object.keys(ABOVE).map((feature) => [`${SOURCE}/core/${feature}/dependencies.ts`, []]),
);

/** Each climbs once, and once to what puts all features together. */
const CLIMBS = Object.fromEntries(
  Object.entries(ABOVE).map(([feature, above]) => {
    const up = feature.replaceAll(/[^/]+/g, '..');
    return [
      `core-${feature.replace('/', '-')}-sees-what-is-below`,
      {
        [`${SOURCE}/core/${feature}/climbs.ts`]: [`${up}/${above}/dependencies.ts`],
        [`${SOURCE}/core/${feature}/reaches-the-top.ts`]: [`${up}/use-cases.ts`],
      },
    ];
  }),
);

/** The folders of the HTTP layer, each with the one above it. */
const HTTP_ABOVE: Readonly<Record<string, string>> = {
  settings: 'request',
  request: 'answer',
  answer: 'cookie',
  refusal: 'route',
  cookie: 'credential',
  credential: 'context',
  context: 'exchange',
  exchange: 'route',
};

const HTTP_FOLDERS: Tree = Object.fromEntries(
  [...Object.keys(HTTP_ABOVE), 'route'].map((folder) => [`${SOURCE}/http/${folder}/part.ts`, ['declared']]),
);

const HTTP_CLIMBS = Object.fromEntries(
  Object.entries(HTTP_ABOVE).map(([folder, above]) => [
    `http-${folder}-sees-what-is-below`,
    { [`${SOURCE}/http/${folder}/climbs.ts`]: [`../${above}/part.ts`] },
  ]),
);

/** The rooms where features keep what they keep, with what joins all of them. */
const KEEPERS = { database: 'features', memory: 'memory-stores' };

const KEPT: Tree = Object.fromEntries(
  Object.entries(KEEPERS).flatMap(([room, joins]) => [
    [`${SOURCE}/infrastructure/${room}/feature.ts`, []],
    [
      `${SOURCE}/infrastructure/${room}/${joins}.ts`,
      Object.keys(ABOVE).map((feature) => `./${feature}/store.ts`),
    ],
    ...Object.keys(ABOVE).map((feature): [string, string[]] => [
      `${SOURCE}/infrastructure/${room}/${feature}/store.ts`,
      [`${feature.replaceAll(/[^/]+/g, '..')}/feature.ts`],
    ]),
  ]),
);

/** Each climbs in each room as it does in core. */
const KEPT_CLIMBS = Object.fromEntries(
  Object.entries(ABOVE).map(([feature, above]) => [
    `kept-${feature.replace('/', '-')}-sees-what-is-below`,
    Object.fromEntries(
      Object.entries(KEEPERS).flatMap(([room, joins]) => {
        const folder = `${SOURCE}/infrastructure/${room}/${feature}`;
        const up = feature.replaceAll(/[^/]+/g, '..');
        return [
          [`${folder}/climbs.ts`, [`${up}/${above}/store.ts`]],
          [`${folder}/reaches-the-top.ts`, [`${up}/${joins}.ts`]],
        ];
      }),
    ),
  ]),
);

/** Folders of features that see some others: which one each is drawn to. */
const DRAWN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  config: { 'external-api': 'backend', ldap: 'backend', 'remote-user': 'backend' },
  api: {
    login: 'token',
    token: 'login',
    user: 'token',
    openapi: 'user',
    organization: 'user',
    passkey: 'login',
    'second-factor': 'login',
    team: 'organization',
    'front-ends': 'login',
  },
  web: { passkey: 'second-factor', 'second-factor': 'login', token: 'second-factor' },
};
/** A feature of each room to which no arrow is drawn. */
const APART: Readonly<Record<string, string>> = {
  config: 'ticket',
  mail: 'webhook',
  api: 'session',
  web: 'session',
};

const drawnFolders = Object.entries(DRAWN).flatMap(([room, drawn]) =>
  Object.entries(drawn).map(([folder, seen]) => ({ room, folder, seen })),
);

const FOLDERS: Tree = {
  ...Object.fromEntries(
    Object.entries(APART).map(([room, folder]) => [`${SOURCE}/${room}/${folder}/part.ts`, ['declared']]),
  ),
  [`${SOURCE}/config/backend/part.ts`]: ['declared'],
  [`${SOURCE}/web/login/part.ts`]: ['declared'],
  ...Object.fromEntries(
    drawnFolders.flatMap(({ room, folder, seen }) => [
      [`${SOURCE}/${room}/${folder}/part.ts`, ['declared']],
      [`${SOURCE}/${room}/${folder}/sees.ts`, [`../${seen}/part.ts`]],
    ]),
  ),
  [`${SOURCE}/texts/feature/user.ts`]: ['declared'],
};

const FOLDER_FAULTS = {
  ...Object.fromEntries(
    Object.entries(APART).map(([room, folder]) => [
      `${room}-features-stand-apart`,
      { [`${SOURCE}/${room}/audit/fault.ts`]: [`../${folder}/part.ts`] },
    ]),
  ),
  ...Object.fromEntries(
    drawnFolders.map(({ room, folder }) => [
      `${room}-${folder}-sees-what-is-drawn`,
      { [`${SOURCE}/${room}/${folder}/fault.ts`]: [`../${APART[room]}/part.ts`] },
    ]),
  ),
  'texts-features-stand-apart': { [`${SOURCE}/texts/feature/fault.ts`]: ['./user.ts'] },
};

/** Every layer with the arrows that the design draws. All of it is sound. */
const SOUND: Tree = {
  ...FEATURES,
  ...HTTP_FOLDERS,
  ...KEPT,
  ...FOLDERS,
  [`${SOURCE}/http/beside.ts`]: ['declared'],
  [`${SOURCE}/core/use-cases.ts`]: [
    './login/log-in.ts',
    ...Object.keys(ABOVE).map((feature) => `./${feature}/dependencies.ts`),
  ],
  [`${SOURCE}/core/login/log-in.ts`]: ['node:crypto', '../kernel/errors.ts'],
  [`${SOURCE}/core/kernel/errors.ts`]: [],
  [`${SOURCE}/config.ts`]: ['./core/kernel/errors.ts'],
  [`${SOURCE}/texts/english.ts`]: ['declared'],
  [`${SOURCE}/infrastructure/database/user-store.ts`]: ['../../core/kernel/errors.ts', 'pg', 'node:fs'],
  [`${SOURCE}/infrastructure/database/tables.ts`]: [],
  [`${SOURCE}/infrastructure/database/sqlite/driver.ts`]: ['../tables.ts'],
  [`${SOURCE}/infrastructure/database/migrate.ts`]: ['./features.ts'],
  [`${SOURCE}/infrastructure/database/open-database.ts`]: ['./sqlite/driver.ts'],
  [`${SOURCE}/client/result.ts`]: [],
  [`${SOURCE}/client/create-client.ts`]: ['./result.ts'],
  [`${SOURCE}/client/react.ts`]: ['react', './result.ts'],
  [`${SOURCE}/resource-client/index.ts`]: ['../client/result.ts', '../resource/resource.ts'],
  [`${SOURCE}/resource/resource.ts`]: ['../core/kernel/errors.ts'],
  [`${SOURCE}/resource/account/user-resource.ts`]: ['../resource.ts'],
  [`${SOURCE}/ui/form.tsx`]: ['../texts/english.ts', '../core/kernel/errors.ts'],
  [`${SOURCE}/http/refusal/refusals.ts`]: ['../../core/kernel/errors.ts', '../../texts/english.ts'],
  [`${SOURCE}/mail/letter.tsx`]: ['../ui/form.tsx', '../texts/english.ts', '../core/kernel/errors.ts'],
  [`${SOURCE}/api/login/routes.ts`]: [
    '../../core/login/log-in.ts',
    '../../resource/resource.ts',
    '../../http/refusal/refusals.ts',
  ],
  [`${SOURCE}/web/login/pages.ts`]: [
    '../../core/login/log-in.ts',
    '../../ui/form.tsx',
    '../../http/refusal/refusals.ts',
  ],
  [`${SOURCE}/admin/list.ts`]: ['../resource/resource.ts', '../ui/form.tsx', '../http/refusal/refusals.ts'],
  [`${SOURCE}/realtime/room.ts`]: ['../core/login/log-in.ts', '../http/refusal/refusals.ts'],
  [`${SOURCE}/create-stagedoor.ts`]: [
    './resource/account/user-resource.ts',
    './infrastructure/database/user-store.ts',
    './infrastructure/database/open-database.ts',
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
  [`${SOURCE}/start-site/start-site.ts`]: ['../create-stagedoor.ts', '../server.ts', '../worker.ts'],
  [`${SOURCE}/cli/main.ts`]: [
    '../server.ts',
    '../worker.ts',
    '../create-stagedoor.ts',
    '../texts/english.ts',
  ],
  [`${SOURCE}/index.ts`]: ['./create-stagedoor.ts', './server.ts', './core/kernel/errors.ts'],
  [`${COMMUNITY}/core/blog/post.ts`]: ['node:crypto'],
  [`${COMMUNITY}/infrastructure/posts.ts`]: ['../core/blog/post.ts', 'stagedoor'],
  [`${COMMUNITY}/api/blog.ts`]: ['../core/blog/post.ts', 'stagedoor'],
  [`${COMMUNITY}/web/blog.ts`]: ['../core/blog/post.ts', 'stagedoor'],
  [`${COMMUNITY}/main.ts`]: ['./api/blog.ts', './web/blog.ts', './infrastructure/posts.ts', 'stagedoor'],
  [`${SHOP}/core/product/product.ts`]: [],
  [`${SHOP}/core/product/use-cases.ts`]: ['./product.ts'],
  [`${SHOP}/texts/words.ts`]: ['../core/product/product.ts', 'stagedoor'],
  [`${SHOP}/resources/product.ts`]: ['../core/product/product.ts', '../texts/words.ts', 'stagedoor'],
  [`${SHOP}/infrastructure/products.ts`]: [
    '../core/product/product.ts',
    '../resources/product.ts',
    'stagedoor',
  ],
  [`${SHOP}/api/product.ts`]: ['../core/product/use-cases.ts', '../resources/product.ts', 'stagedoor'],
  [`${SHOP}/shop.ts`]: ['./api/product.ts', './infrastructure/products.ts', 'stagedoor'],
  'examples/shop/tests/shop.test.ts': [
    '../src/shop.ts',
    '../../../packages/stagedoor/tests/support/people.ts',
  ],
  'packages/stagedoor/tests/support/people.ts': ['../../src/core/kernel/errors.ts'],
  'packages/stagedoor/tests/core/user.test.ts': ['../../src/core/kernel/errors.ts', '../support/people.ts'],
  'packages/stagedoor/tests/login.test.ts': ['./support/people.ts', '../../../scripts/build.ts'],
  'packages/community/tests/blog.test.ts': ['../src/main.ts', '../../stagedoor/tests/support/people.ts'],
  'scripts/build.ts': ['node:fs'],
};

/** For each rule the faults that it must find, one per file. */
const FAULTS: Readonly<Record<string, Tree>> = {
  ...CLIMBS,
  ...HTTP_CLIMBS,
  ...KEPT_CLIMBS,
  ...FOLDER_FAULTS,
  'http-route-sees-what-is-below': {
    [`${SOURCE}/http/route/reaches-beside.ts`]: ['../beside.ts'],
  },
  'database-sqlite-follows-its-arrows': {
    [`${SOURCE}/infrastructure/database/sqlite/table.ts`]: ['../user/store.ts'],
  },
  'database-postgres-follows-its-arrows': {
    [`${SOURCE}/infrastructure/database/postgres/engine.ts`]: ['../sqlite/driver.ts'],
  },
  'kept-feature-is-drawn': {
    [`${SOURCE}/infrastructure/database/helpers/fault.ts`]: ['../tables.ts'],
    [`${SOURCE}/infrastructure/memory/helpers/fault.ts`]: ['../feature.ts'],
  },
  'declared-tables-see-policies-alone': {
    [`${SOURCE}/infrastructure/database/resource/fault.ts`]: ['../user/store.ts'],
  },
  'database-import-sqlite-follows-its-arrows': {
    [`${SOURCE}/infrastructure/database/import-sqlite/table.ts`]: ['../user/store.ts'],
  },
  'database-migrations-follows-its-arrows': {
    [`${SOURCE}/infrastructure/database/migrations/table.ts`]: ['../user/store.ts'],
    [`${SOURCE}/infrastructure/database/migrations/opens.ts`]: ['../open-database.ts'],
  },
  'core-feature-is-drawn': {
    [`${SOURCE}/core/helpers/fault.ts`]: ['node:crypto'],
    [`${SOURCE}/core/beside.ts`]: ['node:crypto'],
  },
  'core-follows-its-arrows': { [`${SOURCE}/core/kernel/fault.ts`]: ['../../config.ts'] },
  'client-follows-its-arrows': { [`${SOURCE}/client/fault.ts`]: ['../core/kernel/errors.ts'] },
  'resource-client-follows-its-arrows': {
    [`${SOURCE}/resource-client/fault.ts`]: ['../core/kernel/errors.ts'],
  },
  'config-follows-its-arrows': { [`${SOURCE}/config/fault.ts`]: ['../texts/english.ts'] },
  'texts-follows-its-arrows': { [`${SOURCE}/texts/fault.ts`]: ['../http/refusal/refusals.ts'] },
  'infrastructure-follows-its-arrows': {
    [`${SOURCE}/infrastructure/fault.ts`]: ['../http/refusal/refusals.ts'],
  },
  'resource-follows-its-arrows': { [`${SOURCE}/resource/fault.ts`]: ['../http/refusal/refusals.ts'] },
  'resource-accounts-lie-above': { [`${SOURCE}/resource/above.ts`]: ['./account/user-resource.ts'] },
  'ui-follows-its-arrows': { [`${SOURCE}/ui/fault.ts`]: ['../http/refusal/refusals.ts'] },
  'http-follows-its-arrows': { [`${SOURCE}/http/settings/fault.ts`]: ['../../ui/form.tsx'] },
  'mail-follows-its-arrows': { [`${SOURCE}/mail/fault.ts`]: ['../http/refusal/refusals.ts'] },
  'api-follows-its-arrows': {
    [`${SOURCE}/api/another.ts`]: ['../web/login/pages.ts'],
    [`${SOURCE}/api/adapter.ts`]: ['../infrastructure/database/user-store.ts'],
  },
  'web-follows-its-arrows': {
    [`${SOURCE}/web/another.ts`]: ['../api/login/routes.ts'],
    [`${SOURCE}/web/adapter.ts`]: ['../infrastructure/database/user-store.ts'],
  },
  'admin-follows-its-arrows': {
    [`${SOURCE}/admin/another.ts`]: ['../web/login/pages.ts'],
    [`${SOURCE}/admin/adapter.ts`]: ['../infrastructure/database/user-store.ts'],
  },
  'realtime-follows-its-arrows': {
    [`${SOURCE}/realtime/another.ts`]: ['../api/login/routes.ts'],
    [`${SOURCE}/realtime/adapter.ts`]: ['../infrastructure/database/user-store.ts'],
  },
  'create-stagedoor-follows-its-arrows': {
    [`${SOURCE}/create-stagedoor/another.ts`]: ['../api/login/routes.ts'],
  },
  'server-follows-its-arrows': {
    [`${SOURCE}/server/adapter.ts`]: ['../infrastructure/database/user-store.ts'],
  },
  'worker-follows-its-arrows': {
    [`${SOURCE}/worker/adapter.ts`]: ['../infrastructure/database/user-store.ts'],
  },
  'testing-follows-its-arrows': { [`${SOURCE}/testing/command.ts`]: ['../cli/main.ts'] },
  'database-follows-its-arrows': { [`${SOURCE}/database/fault.ts`]: ['../http/refusal/refusals.ts'] },
  'start-site-follows-its-arrows': { [`${SOURCE}/start-site/command.ts`]: ['../cli/main.ts'] },
  'cli-follows-its-arrows': { [`${SOURCE}/cli/adapter.ts`]: ['../infrastructure/database/user-store.ts'] },
  'index-follows-its-arrows': { [`${SOURCE}/index/command.ts`]: ['../cli/main.ts'] },
  'make-directory-follows-its-arrows': { [`${SOURCE}/make-directory.ts`]: ['./core/kernel/errors.ts'] },
  'node-version-follows-its-arrows': { [`${SOURCE}/node-version.ts`]: ['./core/kernel/errors.ts'] },
  'community-core-follows-its-arrows': { [`${COMMUNITY}/core/fault.ts`]: ['../infrastructure/posts.ts'] },
  'community-infrastructure-follows-its-arrows': {
    [`${COMMUNITY}/infrastructure/fault.ts`]: ['../web/blog.ts'],
  },
  'community-api-follows-its-arrows': { [`${COMMUNITY}/api/fault.ts`]: ['../web/blog.ts'] },
  'community-cli-follows-its-arrows': { [`${COMMUNITY}/cli/fault.ts`]: ['../web/blog.ts'] },
  'community-mail-follows-its-arrows': { [`${COMMUNITY}/mail/fault.ts`]: ['../web/blog.ts'] },
  'community-texts-follows-its-arrows': { [`${COMMUNITY}/texts/fault.ts`]: ['../web/blog.ts'] },
  'community-web-follows-its-arrows': { [`${COMMUNITY}/web/fault.ts`]: ['../infrastructure/posts.ts'] },
  'example-core-follows-its-arrows': { [`${SHOP}/core/fault.ts`]: ['../resources/product.ts'] },
  'example-texts-follows-its-arrows': { [`${SHOP}/texts/fault.ts`]: ['../resources/product.ts'] },
  'example-resources-follows-its-arrows': { [`${SHOP}/resources/fault.ts`]: ['../api/product.ts'] },
  'example-infrastructure-follows-its-arrows': { [`${SHOP}/infrastructure/fault.ts`]: ['../api/product.ts'] },
  'example-api-follows-its-arrows': { [`${SHOP}/api/fault.ts`]: ['../infrastructure/products.ts'] },
  'core-of-examples-needs-nothing': {
    [`${SHOP}/core/package.ts`]: ['stagedoor'],
    [`${SHOP}/core/node-module.ts`]: ['node:fs'],
  },
  'examples-see-published-entries-only': {
    [`${SHOP}/api/source.ts`]: ['../../../../packages/stagedoor/src/core/kernel/errors.ts'],
    [`${SHOP}/api/output.ts`]: ['../../../../packages/stagedoor/dist/inside.js'],
  },
  'examples-stand-apart': { 'examples/intake/src/fault.ts': ['../../shop/src/shop.ts'] },
  'packages-see-no-example': { [`${COMMUNITY}/web/example.ts`]: ['../../../../examples/shop/src/shop.ts'] },
  'layer-is-drawn': { [`${SOURCE}/helpers/fault.ts`]: ['declared'] },
  'core-needs-nothing-but-crypto': {
    [`${SOURCE}/core/kernel/package.ts`]: ['declared'],
    [`${SOURCE}/core/kernel/node-module.ts`]: ['node:fs'],
  },
  'client-needs-nothing-but-fetch': {
    [`${SOURCE}/client/package.ts`]: ['declared'],
    [`${SOURCE}/client/node-module.ts`]: ['node:crypto'],
    [`${SOURCE}/resource-client/package.ts`]: ['declared'],
  },
  'client-for-react-needs-react-only': { [`${SOURCE}/client/react.ts`]: ['declared'] },
  'drivers-stay-in-infrastructure': { [`${SOURCE}/web/driver.ts`]: ['pg'] },
  'community-sees-published-entries-only': {
    [`${COMMUNITY}/web/source.ts`]: ['../../../stagedoor/src/core/kernel/errors.ts'],
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
const HEN: Tree = { [`${SOURCE}/web/hen.ts`]: ['./egg.ts'] };

describe('the arrows of the code', () => {
  test('let a tree pass in which every arrow is a drawn one', async () => {
    expect(await judge(SOUND)).toEqual({});
  });

  test('have a planted fault for each rule', async () => {
    expect(Object.keys(FAULTS).sort()).toEqual((await ruleNames()).sort());
  });

  test('find each planted fault by exactly its rule, and nothing else', async () => {
    const expected = Object.entries(FAULTS).flatMap(([rule, tree]) =>
      Object.keys(tree).map((path) => [path, [rule]]),
    );
    const planted = Object.assign({}, ...Object.values(FAULTS)) as Tree;
    expect(await judge({ ...SOUND, ...HEN, ...planted })).toEqual(Object.fromEntries(expected));
  });
});
