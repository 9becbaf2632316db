import { writeFileSync } from 'node:fs';
import { sql } from '../packages/stagedoor/dist/database.js';
import {
  type Clock,
  createServer,
  createStagedoor,
  defineFeature,
} from '../packages/stagedoor/dist/index.js';

/*
 * Fills a new, empty database with people, sessions, tokens, links and a waiting job, and writes down what opens them.
 * Run on a built version that is about to become the previous one, once for each database; its `sqlite3 .dump` or
 * `pg_dump --inserts --no-owner --no-acl` then goes to packages/stagedoor/tests/previous-version, without psql's own lines.
 *
 *   node scripts/write-previous-version.ts <DATABASE_URL> <folder> <keys.json>
 */

const [databaseUrl, dataDir, keysFile] = process.argv.slice(2);
if (databaseUrl === undefined || dataDir === undefined || keysFile === undefined)
  throw new Error('Say DATABASE_URL, a data folder and where the keys go.');

const ORIGIN = 'http://127.0.0.1:8000';
const PASSWORD = 'tulips-under-7-bridges';
const at = new Date('2026-11-29T10:00:00.000Z');
const clock: Clock = { now: () => at, waitUntil: async () => {} };

/** Writes what no address and no command of that version writes. */
const statements = defineFeature({
  name: 'statements',
  stores: ({ db }) => ({ run: async (statement: string) => void (await sql.raw(statement).execute(db)) }),
  useCases: ({ stores }) => stores,
});

const stagedoor = await createStagedoor({
  features: [statements],
  env: {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    SECRET_KEY: 'the-secret-key-of-a-dump-and-of-nothing-else-1234567890',
    CRYPTOGRAPHY_KEY: 'b25seS1mb3ItYS1kdW1wLW9mLXRlc3RzLTMyLWJ5dGU',
    AUTHENTICATION_BACKENDS: 'password, remote-user',
    REMOTE_USER_HEADER: 'X-Remote-User',
    TRUSTED_PROXIES: '127.0.0.1',
  },
  clock,
  passwordHasher: { memoryCostKib: 1_024, timeCost: 1 },
  authenticationBackends: [
    {
      name: 'directory',
      outside: { createsUsers: true, adoptsUsers: false, emailsAreVerified: true, namesIgnoreCase: true },
      authenticate: async ({ identifier, password }) =>
        identifier === 'dora' && password === 'of-the-directory'
          ? { outcome: 'asserted', person: { username: 'dora', email: 'dora@mail.example' } }
          : { outcome: 'unknown', userId: null },
    },
  ],
});
await stagedoor.migrations.apply();
const app = createServer(stagedoor);
await app.ready();

type Cookies = Record<string, string>;

/** A request, and what it says in JSON; cookies that it sets are put into `jar`. */
async function call(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  url: string,
  body?: object,
  jar: Cookies = {},
  headers: Record<string, string> = {},
) {
  const answer = await app.inject({
    method,
    url,
    headers: {
      accept: 'application/json',
      origin: ORIGIN,
      host: '127.0.0.1:8000',
      'user-agent': 'dump',
      ...(Object.keys(jar).length > 0
        ? {
            cookie: Object.entries(jar)
              .map(([name, value]) => `${name}=${value}`)
              .join('; '),
          }
        : {}),
      ...(jar.csrftoken === undefined ? {} : { 'x-csrftoken': jar.csrftoken }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: body }),
  });
  if (answer.statusCode >= 400 && !answer.body.includes('stage-required'))
    throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
  for (const { name, value } of answer.cookies) jar[name] = value;
  return answer.body === '' ? {} : (answer.json() as Record<string, unknown>);
}

async function newestLink(to: string): Promise<string> {
  await stagedoor.backgroundWork.drain();
  const mail = (await stagedoor.mailCatcher?.list())?.find((caught) => caught.to === to);
  const link = /^https?:\/\/\S+$/m.exec(mail?.text ?? '')?.[0];
  if (link === undefined) throw new Error(`no link for ${to}`);
  return new URL(link).pathname;
}

const { create: createUser } = stagedoor.useCases.user;
const person = (username: string, rights = { isStaff: false, isSuperuser: false }) =>
  createUser({
    by: 'operator',
    username,
    email: `${username}@mail.example`,
    password: PASSWORD,
    validatePassword: false,
    ...rights,
  });

await person('ada', { isStaff: true, isSuperuser: true });
await person('ben');
await person('eve');
await person('gus');
const byHand = [
  `insert into django_content_type (id, app_label, model) values (901, 'shop', 'order')`,
  `insert into auth_permission (id, name, content_type_id, codename) values (901, 'Can approve order', 901, 'approve_order'), (902, 'Can view order', 901, 'view_order')`,
  `insert into auth_group (id, name) values (901, 'clerks')`,
  `insert into auth_group_permissions (group_id, permission_id) values (901, 901)`,
  `insert into auth_user_groups (user_id, group_id) select id, 901 from auth_user where username = 'ben'`,
  `insert into auth_user_user_permissions (user_id, permission_id) select id, 902 from auth_user where username = 'ben'`,
  `update auth_user set must_change_password = ${databaseUrl.startsWith('postgres') ? 'true' : '1'} where username = 'gus'`,
];
for (const statement of byHand) await stagedoor.features.statements.run(statement);
const ada: Cookies = {};
await call('POST', '/api/login/', { username: 'ada', password: PASSWORD }, ada);
const adaPair = await call('POST', '/api/token/', { username: 'ada', password: PASSWORD });
const adaToken = await call('POST', '/api-token-auth/', { username: 'ada', password: PASSWORD });
const adaPersonal = await call(
  'POST',
  '/api/users/me/tokens/',
  { name: 'backup', permissions: [], methods: 'read', expires_in_days: 90 },
  ada,
);
const ben: Cookies = {};
await call('POST', '/api/auth/cookie/login/', { username: 'ben', password: PASSWORD }, ben);
await call('POST', '/api/register/', {
  username: 'cleo',
  email: 'cleo@mail.example',
  password: PASSWORD,
  password_confirm: PASSWORD,
});
const cleoLink = await newestLink('cleo@mail.example');
const gus: Cookies = {};
await call('POST', '/api/login/', { username: 'gus', password: PASSWORD }, gus);
const dora: Cookies = {};
await call('POST', '/api/login/', { username: 'dora', password: 'of-the-directory' }, dora);
const finn: Cookies = {};
await call('POST', '/api/login/remote/', undefined, finn, { 'x-remote-user': 'finn' });
await call('POST', '/api/password/reset/', { email: 'eve@mail.example' });
const eveLink = await newestLink('eve@mail.example');
// A job that waits: its e-mail is written by the next version.
await call('POST', '/api/password/reset/', { email: 'ada@mail.example' });

writeFileSync(
  keysFile,
  `${JSON.stringify(
    {
      at: at.toISOString(),
      password: PASSWORD,
      ada: {
        cookies: ada,
        access: adaPair.access,
        refresh: adaPair.refresh,
        apiToken: adaToken.token,
        personalToken: adaPersonal.token,
      },
      ben: { cookies: ben },
      cleo: { activation: cleoLink },
      dora: { cookies: dora, password: 'of-the-directory' },
      eve: { reset: eveLink },
      finn: { cookies: finn },
      gus: { cookies: gus },
    },
    null,
    2,
  )}\n`,
);
await app.close();
await stagedoor.close();
