/**
 * The arrows of the code: who may import whom, type-only imports included. What is not drawn here is forbidden; draw a
 * new arrow only with its reason. tests/architecture/arrows.test.ts plants a fault for every rule and sees it fire.
 */
const SOURCE = '^packages/stagedoor/src/';
const COMMUNITY = '^packages/community/src/';
/** The sites of `examples` that are workspaces of this checkout. */
const EXAMPLE = '^examples/[^/]+/src/';
const CLIENT_FOR_REACT = `${SOURCE}client/react\\.ts$`;

/** Each layer of packages/stagedoor/src and the layers that it sees besides itself, from the ground up. */
const SEES = {
  core: [],
  client: [],
  /** A folder, made the one way that ends everywhere: for whoever writes a file. */
  'make-directory': [],
  config: ['core', 'make-directory'],
  texts: ['core'],
  /** Declarations of resources, which the database, the API and the admin read. */
  resource: ['core'],
  infrastructure: ['core', 'resource', 'make-directory'],

  ui: ['core', 'texts'],
  http: ['core', 'texts'],
  mail: ['core', 'texts', 'ui'],
  api: ['core', 'resource', 'http'],
  web: ['core', 'texts', 'http', 'ui'],
  admin: ['core', 'texts', 'resource', 'http', 'ui'],
  realtime: ['core', 'http'],
  'create-stagedoor': ['core', 'config', 'texts', 'infrastructure', 'resource', 'http', 'ui', 'mail'],
};
const INTERFACES = ['api', 'web', 'admin', 'realtime'];
SEES.server = [
  'core',
  'config',
  'texts',
  'resource',
  'http',
  'ui',
  'mail',
  ...INTERFACES,
  'create-stagedoor',
];
/** The entry for front ends that ask for rows: types of declarations, and a client that they have. */
SEES['resource-client'] = ['client', 'resource'];
SEES.worker = ['core', 'config', 'create-stagedoor'];
/** A whole program out of one site: opened, brought up to date, served and worked. */
SEES['start-site'] = ['core', 'config', 'create-stagedoor', 'server', 'worker'];
SEES.cli = ['core', 'config', 'texts', 'resource', 'create-stagedoor', 'server', 'worker'];
/** The entry for tests of a site's own: a server like any other, on a clock and a database for one test. */
SEES.testing = ['core', 'infrastructure', 'http', 'resource', 'create-stagedoor', 'server'];
/** The entry for stores of a site's own. */
SEES.database = ['core', 'infrastructure'];
/** Put before every entry by the build, to be run before anything else. */
SEES['node-version'] = [];
SEES.index = Object.keys(SEES).filter(
  (layer) =>
    !['infrastructure', 'database', 'testing', 'client', 'resource-client', 'cli', 'node-version'].includes(
      layer,
    ),
);

/**
 * The features inside core and those that each sees, entities first and journeys last: an arrow that runs back up is
 * forbidden. The files beside the folders put all of it together, and no feature sees them.
 */
const BELOW_LOGIN = [
  'kernel',
  'password',
  'permission',
  'user',
  'audit',
  'link',
  'limit',
  'outbox',
  'session',
  'activity',
  'access',
  'passkey',
];
const BELOW_TOKENS = ['kernel', 'user', 'audit', 'session', 'credential', 'login', 'token'];
const BELOW_JOURNEYS = [...BELOW_LOGIN, 'credential', 'second-factor', 'registration', 'login', 'account'];
const CORE_SEES = {
  kernel: [],
  idempotency: ['kernel'],
  password: ['kernel'],
  permission: [],
  user: ['kernel', 'password'],
  audit: ['kernel', 'user'],
  link: ['kernel', 'user', 'audit'],
  limit: ['kernel', 'user', 'audit', 'link'],
  outbox: ['kernel', 'user', 'audit', 'link', 'limit'],
  event: ['kernel', 'audit', 'outbox'],
  webhook: ['kernel', 'user', 'audit', 'outbox', 'event'],
  session: ['kernel', 'permission', 'user', 'audit'],
  credential: ['kernel', 'user', 'session'],
  passkey: ['kernel', 'session'],
  'second-factor': ['kernel', 'password', 'user', 'audit', 'link', 'limit', 'outbox', 'session', 'passkey'],
  activity: ['kernel', 'audit', 'limit', 'session'],
  access: ['kernel', 'permission', 'user', 'audit', 'session'],
  policy: ['kernel', 'permission', 'user', 'session', 'access', 'role', 'object-permission'],
  'object-permission': ['kernel', 'permission', 'user', 'audit', 'session', 'access'],
  group: ['kernel', 'permission', 'user', 'audit', 'access'],
  role: ['kernel', 'permission', 'user', 'audit', 'session', 'access'],
  organization: ['kernel', 'permission', 'user', 'audit', 'limit', 'outbox', 'session', 'access', 'role'],
  team: ['kernel', 'user', 'audit', 'session', 'access', 'organization'],
  picture: ['kernel', 'audit', 'outbox', 'session'],
  file: ['kernel', 'outbox', 'picture'],
  registration: ['kernel', 'user', 'audit', 'outbox', 'credential'],
  login: [...BELOW_LOGIN, 'credential', 'registration'],
  token: ['kernel', 'user', 'login'],
  'token/jwt': BELOW_TOKENS,
  'token/signing-key': ['kernel', 'audit', 'token'],
  'token/personal-token': [...BELOW_TOKENS, 'permission', 'link', 'outbox'],
  'token/api-token': [...BELOW_TOKENS, 'password', 'token/jwt'],
  'token/ticket': ['kernel', 'session', 'login', 'token'],
  authentication: ['kernel', 'session', 'token'],
  account: ['kernel', 'password', 'user', 'session', 'second-factor', 'login', 'token'],
  'account/identity': BELOW_JOURNEYS,
  'account/password': BELOW_JOURNEYS,
  'account/password-reset': [...BELOW_JOURNEYS, 'account/password'],
  'account/username': [...BELOW_JOURNEYS, 'account/password-reset'],
  'account/email': [...BELOW_JOURNEYS, 'account/username'],
  'account/activation': [...BELOW_JOURNEYS, 'account/password'],
  'account/sign-up': [...BELOW_JOURNEYS, 'account/activation', 'token/api-token', 'token/jwt'],
  'account/invitation': [...BELOW_JOURNEYS, 'role', 'organization', 'account/sign-up'],
  'account/log-in': [...BELOW_JOURNEYS, 'token/api-token', 'token/jwt'],
  'account/profile': [...BELOW_JOURNEYS, 'account/email', 'account/username'],
  'account/notice': BELOW_JOURNEYS,
  'account/life': [...BELOW_JOURNEYS, 'token/personal-token'],
  maintenance: ['kernel', 'user', 'audit', 'idempotency', 'account'],
};

/** The folders of the HTTP layer, from what a request is up to how a route is served. */
const HTTP_SEES = {
  settings: [],
  request: ['settings'],
  answer: ['settings', 'request'],
  refusal: ['request', 'answer'],
  cookie: ['settings', 'request'],
  credential: ['settings', 'request', 'answer'],
  context: ['settings', 'request', 'answer', 'cookie', 'credential'],
  exchange: ['settings', 'request', 'answer', 'cookie', 'credential', 'context'],
  route: ['settings', 'request', 'answer', 'refusal', 'cookie', 'credential', 'context', 'exchange'],
};

/** The other folders of the database see only the files beside them: an engine knows no other, and no table; a step that was published stays as it is. */
const DATABASE_FOLDERS = ['sqlite', 'postgres', 'migrations', 'import-sqlite'];
/** What sites declare is kept by the folder `resource`, which reads policies and grants as filters and sees no other feature's tables. */
const DECLARED = 'resource';
/** Where each feature keeps what it keeps, in a folder as in core: what it sees there is what it sees in core. */
const KEPT = `${SOURCE}infrastructure/`;
const KEEPERS = '(?:database|memory)';
/** What stands above the folders, because it opens or joins them; what lies beside it is below. */
const ABOVE_KEPT =
  '(?:open-database|features|stores|own-changes|own-migrations|list-migrations|take-step|migrate|memory-stores)\\.ts$';

/**
 * The rooms where each feature has a folder that sees no other feature's, and which do see some: in `config` those that stand on the rules of
 * outside back ends; in `api` whatever is drawn here, of which `login` and `token` still need each other.
 */
const FOLDERS_SEE = {
  config: { 'external-api': ['backend'], ldap: ['backend'], 'remote-user': ['backend'] },
  mail: {},
  api: {
    login: ['token'],
    token: ['login'],
    user: ['token'],
    openapi: ['user'],
    organization: ['resource', 'user'],
    passkey: ['login'],
    'second-factor': ['login'],
    team: ['organization'],
    'front-ends': ['login', 'password', 'token', 'user'],
  },
  web: { passkey: ['login', 'second-factor'], 'second-factor': ['login'], token: ['second-factor'] },
};

/** The same for packages/community/src, whose other files put the layers together. */
const COMMUNITY_SEES = {
  core: [],
  texts: ['core'],
  infrastructure: ['core'],
  api: ['core', 'texts'],
  mail: ['core', 'texts'],
  web: ['core', 'texts'],
  cli: ['core', 'texts'],
};

/** The same for each example: what is declared stands beside the core, and knows of it nothing but its words. */
const EXAMPLE_SEES = {
  core: [],
  texts: ['core'],
  resources: ['core', 'texts'],
  infrastructure: ['core', 'resources'],
  api: ['core', 'texts', 'resources'],
};

/** Packages that talk to a database, a cache, a mail server or burn a processor: adapters wrap them, nobody else. */
const DRIVERS = [
  'better-sqlite3',
  'pg',
  'kysely',
  'ioredis',
  'nodemailer',
  '@node-rs/argon2',
  'bcrypt',
  'ldapts',
];

function anyOf(names) {
  return `(?:${names.join('|')})`;
}

/** A layer is a folder, or the one file of that name. */
function inLayers(root, names) {
  return `${root}${anyOf(names)}(?:/|\\.tsx?$)`;
}

/** The files of a feature itself, without those of the features inside its folder. */
function inFeatures(names) {
  return `${SOURCE}core/${anyOf(names)}/[^/]+$`;
}

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

function layerRule(root, prefix, layer, seen) {
  const drawn = seen.length > 0 ? `itself, ${seen.join(', ')}` : 'itself only';
  const to = { path: root, pathNot: inLayers(root, [layer, ...seen]) };
  return rule(
    `${prefix}${layer}-follows-its-arrows`,
    `It sees ${drawn}.`,
    { path: inLayers(root, [layer]) },
    to,
  );
}

const layerRules = Object.entries(SEES).map(([layer, seen]) => layerRule(SOURCE, '', layer, seen));
const featureRules = Object.entries(CORE_SEES).map(([feature, seen]) =>
  rule(
    `core-${feature.replace('/', '-')}-sees-what-is-below`,
    `It sees itself${seen.map((name) => `, ${name}`).join('')}.`,
    { path: inFeatures([feature]) },
    { path: `${SOURCE}core/`, pathNot: inFeatures([feature, ...seen]) },
  ),
);
const httpRules = Object.entries(HTTP_SEES).map(([folder, seen]) =>
  rule(
    `http-${folder}-sees-what-is-below`,
    `It sees itself${seen.map((name) => `, ${name}`).join('')}.`,
    { path: `${SOURCE}http/${folder}/` },
    { path: `${SOURCE}http/`, pathNot: `${SOURCE}http/${anyOf([folder, ...seen])}/` },
  ),
);
const databaseRules = DATABASE_FOLDERS.map((folder) => {
  const root = `${KEPT}database/`;
  return rule(
    `database-${folder}-follows-its-arrows`,
    'The files of the database lie below its folders, and what opens one picks among them.',
    { path: `${root}${folder}/` },
    { path: root, pathNot: [`${root}${folder}/`, `${root}(?!${ABOVE_KEPT})[^/]+$`] },
  );
});
const keptRules = Object.entries(CORE_SEES).map(([feature, seen]) =>
  rule(
    `kept-${feature.replace('/', '-')}-sees-what-is-below`,
    `In each room it sees itself${seen.map((name) => `, ${name}`).join('')}, and the files beside the folders.`,
    { path: `${KEPT}(${KEEPERS})/${feature}/[^/]+$` },
    {
      path: `${KEPT}$1/`,
      pathNot: [`${KEPT}$1/${anyOf([feature, ...seen])}/[^/]+$`, `${KEPT}$1/(?!${ABOVE_KEPT})[^/]+$`],
    },
  ),
);
const folderRules = Object.entries(FOLDERS_SEE).flatMap(([room, drawn]) => {
  const root = `${SOURCE}${room}/`;
  const seeing = Object.keys(drawn).map((folder) => `${root}${folder}/`);
  const apart = rule(
    `${room}-features-stand-apart`,
    'What two features need lies beside the folders, or its arrow is drawn.',
    { path: `${root}([^/]+)/`, pathNot: seeing },
    { path: `${root}[^/]+/`, pathNot: `${root}$1/` },
  );
  const seen = Object.entries(drawn).map(([folder, others]) =>
    rule(
      `${room}-${folder}-sees-what-is-drawn`,
      `It sees itself, ${others.join(', ')}, and the files beside the folders.`,
      { path: `${root}${folder}/` },
      { path: `${root}[^/]+/`, pathNot: `${root}${anyOf([folder, ...others])}/` },
    ),
  );
  return [apart, ...seen];
});
const communityLayerRules = Object.entries(COMMUNITY_SEES).map(([layer, seen]) =>
  layerRule(COMMUNITY, 'community-', layer, seen),
);
const exampleLayerRules = Object.entries(EXAMPLE_SEES).map(([layer, seen]) =>
  layerRule(EXAMPLE, 'example-', layer, seen),
);

export default {
  forbidden: [
    ...layerRules,
    ...featureRules,
    ...httpRules,
    ...databaseRules,
    ...keptRules,
    ...folderRules,
    ...communityLayerRules,
    ...exampleLayerRules,
    rule(
      'texts-features-stand-apart',
      'What a feature says of itself leans on no other.',
      { path: `${SOURCE}texts/feature/` },
      { path: `${SOURCE}texts/feature/` },
    ),
    rule(
      'resource-accounts-lie-above',
      'What users and groups are as resources stands on what any resource is.',
      { path: `${SOURCE}resource/`, pathNot: `${SOURCE}resource/account/` },
      { path: `${SOURCE}resource/account/` },
    ),
    rule(
      'layer-is-drawn',
      'A new layer needs its arrows in this file before it has any.',
      { path: SOURCE, pathNot: inLayers(SOURCE, Object.keys(SEES)) },
      {},
    ),
    rule(
      'core-feature-is-drawn',
      'A new feature needs its arrows in this file before it has any; beside the folders stands only what puts them together.',
      {
        path: `${SOURCE}core/`,
        pathNot: [
          inFeatures(Object.keys(CORE_SEES)),
          `${SOURCE}core/(?:dependencies|settings|features|open-features|use-cases|typed-use-cases)\\.ts$`,
        ],
      },
      {},
    ),
    rule(
      'kept-feature-is-drawn',
      'What is kept is kept for a feature of core, under its name; beside the folders stands only what is true of all of them.',
      {
        path: `${KEPT}${KEEPERS}/.+/`,
        pathNot: [
          `${KEPT}${KEEPERS}/${anyOf(Object.keys(CORE_SEES))}/[^/]+$`,
          `${KEPT}database/${anyOf([...DATABASE_FOLDERS, DECLARED])}/[^/]+$`,
        ],
      },
      {},
    ),
    rule(
      'declared-tables-see-policies-alone',
      'What sites declare stands beside the tables of accounts: of policies and grants it asks for conditions, and of the others it knows the names.',
      { path: `${KEPT}database/${DECLARED}/` },
      {
        path: `${KEPT}database/`,
        pathNot: [
          `${KEPT}database/${anyOf([DECLARED, 'policy', 'object-permission'])}/`,
          `${KEPT}database/(?!${ABOVE_KEPT})[^/]+$`,
        ],
      },
    ),
    rule(
      'core-needs-nothing-but-crypto',
      'What is true of accounts is true whatever the framework: no package, no other part of Node, not even a type.',
      { path: inLayers(SOURCE, ['core']) },
      { pathNot: ['^packages/', '^(?:node:)?crypto$'], couldNotResolve: false },
    ),
    rule(
      'core-of-examples-needs-nothing',
      'What a site decides is plain TypeScript: no package, Stagedoor neither, not even a type.',
      { path: inLayers(EXAMPLE, ['core']) },
      { pathNot: '^examples/', couldNotResolve: false },
    ),
    rule(
      'client-needs-nothing-but-fetch',
      'It runs in browsers: no package, no part of Node, not even a type.',
      { path: inLayers(SOURCE, ['client', 'resource-client']), pathNot: CLIENT_FOR_REACT },
      { pathNot: '^packages/', couldNotResolve: false },
    ),
    rule(
      'client-for-react-needs-react-only',
      'An entry of its own, for those who have React.',
      { path: CLIENT_FOR_REACT },
      { pathNot: ['^packages/', '(?:^|/)node_modules/(?:@types/)?react/'], couldNotResolve: false },
    ),
    rule(
      'drivers-stay-in-infrastructure',
      'Everybody else asks a port.',
      {
        path: '^packages/[^/]+/src/',
        pathNot: ['^packages/[^/]+/src/infrastructure/', `${SOURCE}database\\.ts$`],
      },
      { path: `(?:^|/)node_modules/${anyOf(DRIVERS)}/` },
    ),
    rule(
      'community-sees-published-entries-only',
      'The site proves that what stagedoor exports is enough, so it gets no path into it.',
      { path: COMMUNITY },
      { path: '^packages/stagedoor/', dependencyTypes: ['local'] },
    ),
    rule(
      'examples-see-published-entries-only',
      'They are what anybody could write who installed the package.',
      { path: '^examples/', pathNot: '^examples/[^/]+/tests/' },
      { path: '^packages/', dependencyTypes: ['local'] },
    ),
    rule(
      'examples-stand-apart',
      'Each is a site by itself.',
      { path: '^examples/([^/]+)/' },
      { path: '^examples/', pathNot: '^examples/$1/' },
    ),
    rule(
      'packages-see-no-example',
      'The library and the community know nothing of those who show how they are used.',
      { path: '^packages/' },
      { path: '^examples/' },
    ),
    rule(
      'stagedoor-sees-no-community',
      'The library knows nothing of a site that uses it.',
      { path: '^packages/stagedoor/' },
      { path: '^packages/community/' },
    ),
    rule(
      'source-sees-no-workshop',
      'Scripts and benchmarks use the product; the product does not use them.',
      { path: '^packages/[^/]+/src/' },
      { path: '^(?:scripts|bench)/' },
    ),
    rule(
      'nothing-sees-tests',
      'Tests see anything and nothing sees them.',
      { pathNot: '^(?:packages|examples)/[^/]+/tests/' },
      { path: '^(?:packages|examples)/[^/]+/tests/' },
    ),
    rule(
      'tests-of-the-core-need-no-service',
      'They run with network and database off; what both databases must keep is tried in tests/contracts.',
      { path: '^packages/stagedoor/tests/core/' },
      {
        path: [
          `${SOURCE}infrastructure/(?:database|session|jobs|mail)/`,
          '^packages/stagedoor/tests/support/(?:open-stores|services|databases|site)\\.ts$',
        ],
      },
    ),
    rule(
      'package-is-declared',
      'A source may use what its own package.json lists in dependencies: anything else is missing where it is installed.',
      { path: '^(?:packages|examples)/[^/]+/src/' },
      // An optional peer is here for the tests as well.
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: ['npm-peer'] },
    ),
    rule('import-is-found', 'The file or the published entry does not exist.', {}, { couldNotResolve: true }),
    rule(
      'no-cycle',
      'Where two files need each other, a third idea is missing; for types too.',
      { path: '^(?:packages|examples|scripts)/' },
      { circular: true },
    ),
    rule(
      'no-orphan',
      'Nobody imports it and it imports nobody; what a browser loads, and what the build adds, is imported by no module.',
      {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '^(?:packages|examples)/[^/]+/tests/.*\\.test\\.tsx?$',
          '/src/ui/browser/',
          '/src/node-version\\.ts$',
        ],
      },
      {},
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules/', '^packages/[^/]+/dist/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.json'],
    },
  },
};
