import { existsSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { useSites } from './sites.ts';

const sites = useSites();
const STAGEDOOR = JSON.stringify(inCheckout('packages', 'stagedoor', 'dist', 'index.js'));
const SOUND = {
  NODE_ENV: 'production',
  SECRET_KEY: 'nS3wqk8mZs2rT5vX1bY7cU4dF6gH9jK0lPoIuYtReWq=',
  CRYPTOGRAPHY_KEY: 'zQNlGRDGgcn66CKLB6h7hZWQ-rCsqZgSZsKp4FtWJ8k=',
  PUBLIC_URL: 'https://example.org',
  MAIL_URL: 'smtp://localhost:25',
  TRUSTED_PROXIES: '10.0.0.0/24',
};

test('fails for a webhook that is to tell of what nobody tells, as the start does', async () => {
  const environment = {
    WEBHOOK_URL: 'https://example.org/hooks/',
    WEBHOOK_SECRETS: 'whsec_bm90IGEgc2VjcmV0LCBvbmx5IGZvciBhIHRlc3QgaGVyZQ==',
    WEBHOOK_EVENTS: 'user.creatd',
  };
  const site = await sites.onSqlite(SOUND);
  const { exitCode, stderr } = await site.run(['check'], { environment });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('WEBHOOK_EVENTS: user.creatd is told by nobody here.');
});

test('check finds nothing in a fresh folder, and names a weaker form without failing', async () => {
  const site = await sites.onSqlite();
  expect(await site.run(['check'])).toEqual({
    exitCode: 0,
    stdout: 'System check identified no issues.\n',
    stderr: '',
  });
  const weaker = await site.run(['check'], { environment: { UNVERIFIED_MAY_LOG_IN: 'true' } });
  expect(weaker).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('- UNVERIFIED_MAY_LOG_IN: ') });
  expect(weaker.stdout).toContain(
    '1 setting is weaker than it could be.\nSystem check identified no issues.\n',
  );
});

test('check --deploy finds nothing in settings fit for production', async () => {
  const site = await sites.onSqlite(SOUND);
  expect(await site.run(['check', '--deploy'])).toEqual({
    exitCode: 0,
    stdout: 'System check identified no issues.\n',
    stderr: '',
  });
});

test('check --deploy names each thing that production refuses, and makes no secrets meanwhile', async () => {
  const site = await sites.onSqlite({ ALLOWED_HOSTS: '*' });
  const { exitCode, stdout, stderr } = await site.run(['check', '--deploy']);
  expect(exitCode).toBe(1);
  for (const name of ['SECRET_KEY', 'CRYPTOGRAPHY_KEY', 'PUBLIC_URL', 'ALLOWED_HOSTS', 'MAIL_URL']) {
    expect(stderr).toContain(`- ${name} `);
  }
  expect(stdout).toContain('- NODE_ENV is not production.\n');
  expect((await site.run(['check', '--deploy'])).stderr).toContain('SECRET_KEY is missing');
});

test.each([
  ['SECRET_KEY', { SECRET_KEY: 'change-me-change-me-change-me-change-me' }, 1],
  ['SECRET_KEY', { SECRET_KEY: 'short' }, 1],
  ['CRYPTOGRAPHY_KEY', { CRYPTOGRAPHY_KEY: 'not a key' }, 1],
  ['PUBLIC_URL', { PUBLIC_URL: 'http://example.org' }, 1],
  ['ALLOWED_HOSTS', { ALLOWED_HOSTS: '*' }, 1],
  ['TRUSTED_PROXIES', { TRUSTED_PROXIES: '0.0.0.0/0' }, 1],
  ['NODE_ENV', { NODE_ENV: 'development' }, 0],
  ['SIGNUP_REVEALS_TAKEN_EMAIL', { SIGNUP_REVEALS_TAKEN_EMAIL: 'true' }, 0],
  ['LOGIN_AFTER_SIGNUP', { LOGIN_AFTER_SIGNUP: 'true', UNVERIFIED_MAY_LOG_IN: 'true' }, 0],
  ['COMPATIBILITY', { COMPATIBILITY: 'django' }, 0],
  ['PASSWORD_MIN_LENGTH', { PASSWORD_MIN_LENGTH: '8' }, 0],
  ['SESSION_COOKIE_HTTPONLY', { SESSION_COOKIE_HTTPONLY: 'false' }, 0],
  ['SECURE_HSTS_SECONDS', { SECURE_HSTS_SECONDS: '0' }, 0],
])('check --deploy names the weakness of %s in %o and exits %i', async (name, weakness, exitCode) => {
  const site = await sites.onSqlite({ ...SOUND, ...weakness });
  const outcome = await site.run(['check', '--deploy']);
  expect(outcome.exitCode).toBe(exitCode);
  expect(exitCode === 0 ? outcome.stdout : outcome.stderr).toMatch(new RegExp(`^- ${name}\\b`, 'm'));
});

test('check --database says whether the database can be used', async () => {
  const site = await sites.onSqlite();
  const before = await site.run(['check', '--database']);
  expect(before).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('stagedoor migrate') });
  await site.run(['migrate']);
  expect((await site.run(['check', '--database'])).exitCode).toBe(0);
});

test('check --database names the users whose name is the address of somebody else', async () => {
  const site = await sites.onSqlite();
  await site.run(['migrate']);
  const { useCases } = await sites.lookInto(site);
  const named = await useCases.user.create({ by: 'operator', username: 'ana', email: 'ana@mail.example' });
  const owner = await useCases.user.create({ by: 'operator', username: 'ben', email: 'ben@mail.example' });
  const database = new BetterSqlite3(join(site.folder, 'data', 'stagedoor.db'));
  const rename =
    "update auth_user set username = 'ben@mail.example', username_key = 'ben@mail.example' where id = ?";
  database.prepare(rename).run(named.id);
  database.close();
  const { exitCode, stdout } = await site.run(['check', '--database']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^1 user name is the confirmed address of somebody else/);
  expect(stdout).toContain(`\n- id:${named.id}, id:${owner.id}\n`);
  expect(stdout).not.toContain('@');
  expect(stdout).toMatch(/System check identified no failures, and 1 thing to look at\.\n$/);
  const byName = await site.run(['check', '--database'], { environment: { LOGIN_BY: 'username' } });
  expect(byName.stdout).not.toContain('id:');
});

test('check --database names whose name is stored otherwise than a log-in looks for it, and mend_names mends it', async () => {
  const site = await sites.onSqlite();
  await site.run(['migrate']);
  const { useCases } = await sites.lookInto(site);
  const sharp = await useCases.user.create({
    by: 'operator',
    username: 'straße',
    email: 'sharp@mail.example',
  });
  const empty = await useCases.user.create({
    by: 'operator',
    username: 'empty',
    email: 'empty@mail.example',
  });
  const plain = await useCases.user.create({
    by: 'operator',
    username: 'gross',
    email: 'gross@mail.example',
  });
  const twin = await useCases.user.create({ by: 'operator', username: 'twin', email: 'twin@mail.example' });
  const database = new BetterSqlite3(join(site.folder, 'data', 'stagedoor.db'));
  const name = database.prepare('update auth_user set username = ?, username_key = ? where id = ?');
  name.run('straße', 'straße', sharp.id);
  name.run('', '', empty.id);
  name.run('groß', 'groß', twin.id);
  database.exec(
    "update account_emailaddress set email = 'none', email_key = 'none' where email = 'empty@mail.example'",
  );
  database.close();
  const before = await site.run(['check', '--database']);
  expect(before).toMatchObject({ exitCode: 0, stderr: '' });
  expect(before.stdout).toContain('3 user names are stored in another form than a log-in looks for.');
  for (const { id } of [sharp, empty, twin]) expect(before.stdout).toContain(`\n- id:${id}\n`);
  expect(before.stdout).toContain('1 address is stored in another form');
  expect(before.stdout).toMatch(/no failures, and 4 things to look at\.\n$/);
  const rest = [
    'Of these, one is no address, so it does not count as confirmed:',
    `- id:${empty.id}`,
    '1 user name would be the same as another’s. Neither was changed; one of the two needs another name:',
    `- id:${twin.id}, id:${plain.id}`,
    '',
  ];
  expect((await site.run(['mend_names', '--dry-run'])).stdout).toBe(
    [
      '2 user names would be put right. Nothing was changed.',
      '1 address would be put right. Nothing was changed.',
      ...rest,
    ].join('\n'),
  );
  expect((await site.run(['check', '--database'])).stdout).toBe(before.stdout);
  expect((await site.run(['mend_names'])).stdout).toBe(
    [
      '2 user names are stored as log-ins look for them now.',
      '1 address is stored as log-ins look for it now.',
      ...rest,
    ].join('\n'),
  );
  const after = await site.run(['check', '--database']);
  expect(after.stdout).toContain(`\n- id:${twin.id}\n`);
  expect(after.stdout).toMatch(/no failures, and 1 thing to look at\.\n$/);
  expect(
    (await site.run(['audit', 'list', '--action', 'keys-mend', '--json'])).stdout.match(/\n/g),
  ).toHaveLength(2);
});

test('check --database says that the audit log is not sealed any more, and why', async () => {
  const site = await sites.onSqlite();
  await site.run(['migrate']);
  const { useCases } = await sites.lookInto(site);
  await useCases.user.create({ by: 'operator', username: 'ana', email: 'ana@mail.example' });
  expect((await site.run(['check', '--database'])).stdout).not.toContain('audit log');
  await useCases.audit.seal();
  expect((await site.run(['check', '--database'])).stdout).not.toContain('audit log');
  await site.run(['migrate'], { environment: { DATABASE_URL: 'sqlite:./real.db' } });
  const real = await site.run(['check', '--database'], { environment: { DATABASE_URL: 'sqlite:./real.db' } });
  expect(real).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(
      /^The audit log is not sealed any more.*:\n- Seal \d+: .* the head was left by another database\.$/m,
    ),
  });
  expect(real.stdout).toMatch(/no failures, and 1 thing to look at\.\n$/);
});

test('check --database makes neither the file nor the folder of a wrong path', async () => {
  const site = await sites.onSqlite({ DATABASE_URL: 'sqlite:./wrong/place.db' });
  const outcome = await site.run(['check', '--database']);
  expect(outcome).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('./wrong/place.db is not there'),
  });
  expect(existsSync(join(site.folder, 'wrong'))).toBe(false);
});

test('check counts what production refuses and what is only weaker by themselves', async () => {
  const site = await sites.onSqlite({ ...SOUND, ALLOWED_HOSTS: '*', UNVERIFIED_MAY_LOG_IN: 'true' });
  const { stdout, stderr } = await site.run(['check', '--deploy']);
  expect(stderr).toContain('System check identified 1 issue.\n');
  const weaker = stdout.match(/^- /gm)?.length;
  expect(stdout).toContain(`${weaker} setting${weaker === 1 ? ' is' : 's are'} weaker than`);
});

test('check names a variable that is nearly called as a setting, and never its value', async () => {
  const site = await sites.onSqlite({ SESION_COOKIE_AGE: '12345', SECRETKEY: 'not-to-be-shown' });
  const { stdout, exitCode } = await site.run(['check']);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(
    '- SESION_COOKIE_AGE is no setting and changes nothing; did you mean SESSION_COOKIE_AGE?',
  );
  expect(stdout).toContain('did you mean SECRET_KEY?');
  expect(stdout).not.toMatch(/12345|not-to-be-shown/);
});

test('check --deploy takes DJANGO_SECRET_KEY for the secret key', async () => {
  const { SECRET_KEY, ...others } = SOUND;
  const site = await sites.onSqlite({ ...others, DJANGO_SECRET_KEY: SECRET_KEY });
  expect(await site.run(['check', '--deploy'])).toMatchObject({ exitCode: 0, stderr: '' });
});

test('check tells what no server starts with from what only production refuses', async () => {
  const site = await sites.onSqlite({ API_PATHS: 'nowhere=/api/here/', ALLOWED_HOSTS: '*' });
  const impossible = 'No server starts with this:\n- API_PATHS names nowhere';
  const plain = await site.run(['check']);
  expect(plain).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(`^${impossible}`) });
  expect(plain.stderr).not.toContain('Production refuses this');
  const { stderr } = await site.run(['check', '--deploy']);
  expect(stderr).toMatch(new RegExp(`^${impossible}.*\nProduction refuses this:\n(- .*\n)+System check`));
  expect(stderr.split('Production refuses this')[1]).toContain('- ALLOWED_HOSTS ');
  expect(stderr.match(/API_PATHS/g)).toHaveLength(1);
  const unreadable = await site.run(['check'], { environment: { PORT: 'http' } });
  expect(unreadable.stderr).toMatch(/^No server starts with this:\n- PORT must be a whole number/);
});

test.each([
  ['SECRET_KEY', 'SECRET_KEY must have at least 32 bytes'],
  ['DJANGO_SECRET_KEY', 'SECRET_KEY (set as DJANGO_SECRET_KEY) must have at least 32 bytes'],
])('check names a weak %s in development, where it is no failure', async (name, words) => {
  const site = await sites.onSqlite({ [name]: 'hunter2' });
  const { stdout, exitCode } = await site.run(['check']);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining(`- ${words}`)]);
  expect(stdout).not.toContain('hunter2');
  const deployed = await site.run(['check', '--deploy']);
  expect([deployed.exitCode, deployed.stderr]).toEqual([1, expect.stringContaining(`- ${words}`)]);
  expect(deployed.stdout).not.toContain(words);
});

test('check calls no setting weak that changes nothing', async () => {
  const site = await sites.onSqlite({ LOGIN_AFTER_SIGNUP: 'true' });
  const { stdout } = await site.run(['check']);
  expect(stdout.match(/^- LOGIN_AFTER_SIGNUP/gm)).toHaveLength(1);
  expect(stdout).not.toContain('Weaker');
});

test('check names a scope that no route of ours declares, and what was meant', async () => {
  const site = await sites.onSqlite({ THROTTLE_SCOPES: 'logn=60/min,mail=5/h' });
  for (const words of [['check'], ['check', '--deploy']])
    expect((await site.run(words)).stdout).toMatch(
      /^- THROTTLE_SCOPES names logn, and no route of Stagedoor declares that scope; did you mean login[?] /m,
    );
  expect((await site.run(['migrate'])).exitCode).toBe(0);
  const served = await site.run(['runserver', '127.0.0.1:0', '--without-worker']);
  expect(served.exitCode).toBe(1);
  expect(served.stderr).toContain(
    'THROTTLE_SCOPES names logn, and no route of this site declares that scope',
  );
});

test('check names a setting that changes nothing beside the others', async () => {
  const site = await sites.onSqlite({ METRICS_TOKEN: 'kQ8xw2~Zr5.Tn7_Vb1-Lp4+Hs9/Gd3Yf6Mc0Je==' });
  for (const words of [['check'], ['check', '--deploy']])
    expect((await site.run(words)).stdout).toContain(
      'Without effect:\n- METRICS_TOKEN changes nothing: it counts only with METRICS=true.\n',
    );
});

test('check names a file and a text that are larger than any request', async () => {
  const site = await sites.onSqlite({ UPLOAD_LIMIT_BYTES: '70000', BODY_LIMIT_BYTES: '65000' });
  site.write(
    'stagedoor.config.js',
    `const fields = { plan: { type: 'file', extensions: ['pdf'], maxBytes: 70001 }, note: { type: 'file', extensions: ['txt'], maxBytes: 70000 },
      body: { type: 'long-text', max: 65001 }, head: { type: 'text', max: 65000 }, rest: { type: 'long-text' } };
    export const site = { features: [{ name: 'desk', resources: [{ name: 'paper', fields, access: { anyone: true } }] }] };`,
  );
  expect((await site.run(['check'])).stdout).toContain(
    'Without effect:\n- maxBytes of desk.paper.plan is 70001, and UPLOAD_LIMIT_BYTES lets 70000 through.\n- max of desk.paper.body is 65001, and BODY_LIMIT_BYTES lets 65000 through.\n',
  );
});

test('check names a wrong setting of a feature, and what is nearly called as one', async () => {
  const site = await sites.onSqlite();
  site.write(
    'stagedoor.config.js',
    `import { defineFeature, setting } from ${STAGEDOOR};
    const TALLY_MOST = setting.integer({ default: 5, min: 1, max: 9, about: 'The most.' });
    const TALLY_WHISPERS = setting.flag({ default: false, about: 'Whether it is quiet.' });
    export const site = { features: [defineFeature({ name: 'tally', settings: { TALLY_MOST, TALLY_WHISPERS } })] };`,
  );
  const environment = { TALLY_MOST: '10', TALLY_WISPERS: 'true' };
  for (const words of [['check'], ['check', '--deploy']]) {
    const { exitCode, stdout, stderr } = await site.run(words, { environment });
    expect(exitCode).toBe(1);
    expect(stderr).toContain('- TALLY_MOST must be a whole number, 1 to 9; it is "10".\n');
    expect(stdout).toContain(
      '- TALLY_WISPERS is no setting and changes nothing; did you mean TALLY_WHISPERS?\n',
    );
  }
  expect((await site.run(['check'])).exitCode).toBe(0);
});

test('check refuses a feature that says what nobody reads', async () => {
  const site = await sites.onSqlite();
  site.write('stagedoor.config.js', `export const site = { features: [{ name: 'tally', setings: {} }] };`);
  const { exitCode, stderr } = await site.run(['check']);
  expect([exitCode, stderr]).toEqual([
    1,
    expect.stringContaining('The feature tally: setings is not known here'),
  ]);
});

test('check names lists in an order that no index serves, and fails for none', async () => {
  const site = await sites.onSqlite();
  const resource = (name: string, order: string, more = '') =>
    `{ name: '${name}', fields: { day: { type: 'date' }, code: { type: 'text', max: 9, unique: true },
      seen: { type: 'date', index: true }, by: { type: 'reference', to: 'user', onDelete: 'cascade' } },
      order: ['${order}'], access: { authenticated: true } ${more} }`;
  const resources = [
    ...['-day', 'day', 'code', 'seen', '-by', 'id'].map((order, at) => resource(`r${at}`, order)),
    resource('pair', 'day', `, uniqueTogether: [['day', 'by']]`),
    resource('other', 'day', `, uniqueTogether: [['by', 'day']]`),
  ];
  site.write(
    'stagedoor.config.js',
    `export const site = { features: [{ name: 'tally', resources: [${resources.join()}], migrationsFolder: 'm' }] };`,
  );
  await site.run(['makemigrations']);
  const steps = `import { steps } from './m/steps.js';`;
  site.write(
    'stagedoor.config.js',
    `${steps} export const site = { features: [{ name: 'tally', resources: [${resources.join()}], migrations: steps, migrationsFolder: 'm' }] };`,
  );
  const { exitCode, stdout } = await site.run(['check']);
  expect(stdout.split('\n').filter((line) => line.startsWith('- tally'))).toEqual([
    '- tally_r0: day',
    '- tally_r1: day',
    '- tally_other: day',
  ]);
  expect([exitCode, stdout.includes('no index serves')]).toEqual([0, true]);
});

test('check names what an added language has no words for, and what a branding cannot start with', async () => {
  const site = await sites.onSqlite();
  const languages = `[{ tag: 'de', name: 'Deutsch', texts: { 'login.title': 'Anmelden' } }]`;
  site.write('stagedoor.config.js', `export const site = { branding: { languages: ${languages} } };`);
  const { exitCode, stdout } = await site.run(['check']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/Said in English, because the language has no words for it:\n- de: \d+\/\d+: \w/);
  expect(stdout).not.toContain('login.title,');
  const colors = `{ light: { text: '#999999' } }`;
  site.write('stagedoor.config.js', `export const site = { branding: { colors: ${colors} } };`);
  const unread = await site.run(['check']);
  expect(unread.exitCode).toBe(1);
  expect(unread.stderr).toContain(
    '- The colours of the branding: light.text on surface has a contrast of 2.',
  );
});

describe('check opens what a start opens, and names what keeps it from starting in the same words', () => {
  const api = JSON.stringify(inCheckout('packages', 'stagedoor', 'dist', 'api', 'index.js'));
  const begins = `import { defineEvent, defineFeature } from ${STAGEDOOR};
    import { defineApiRoute } from ${api};
    const gone = defineEvent('tally.gone');
    const route = (more) => defineApiRoute({
      name: 'tally', method: 'GET', path: '/api/tally/', issues: 'none', access: 'authenticated', csrf: 'none',
      operation: 'readTally', responses: { 204: null }, handler: () => null, ...more });`;
  const faults = {
    'a listener to what nobody emits': [
      `{ features: [{ name: 'tally', on: () => [gone.handledBy(async () => {})] }] }`,
      'The feature tally: on has tally.gone, which nobody emits.',
    ],
    'a hook that there is not': [
      `{ features: [{ name: 'tally', hooks: () => ({ beforeLogOut: async () => {} }) }] }`,
      'The hooks of tally: beforeLogOut is not known here',
    ],
    'a permission that nobody can be given': [
      `{ features: [{ name: 'tally', api: () => [route({ needs: { permission: 'tally.count' } })] }] }`,
      'The route tally: needs.permission names tally.count, which is missing in permissions of tally.',
    ],
    'a route without what every route says': [
      `{ features: [{ name: 'tally', api: () => [{ ...route({}), access: undefined }] }] }`,
      'Route GET /api/tally/ (tally): access must be one of',
    ],
    'an address that is taken': [
      `{ server: { extend: (app) => { app.get('/accounts/login/', async () => 'mine'); } } }`,
      'extend: it adds GET /accounts/login/, and the address belongs to',
    ],
    'use cases that throw': [
      `{ features: [{ name: 'tally', useCases: () => { throw new TypeError('no such thing'); } }] }`,
      'no such thing',
    ],
    'a part of a page that throws': [
      `{ branding: { parts: { footer: () => { throw new TypeError('no such part'); } } } }`,
      'The page /accounts/login/ cannot be drawn: TypeError: no such part',
    ],
    'a command that nobody would reach': [
      `{ features: [{ name: 'jobs', commands: [{ name: 'x', run() {}, arguments: {}, options: {} }] }] }`,
      'The feature jobs: jobs is a command of Stagedoor, so a feature that has commands needs another name',
    ],
  } as const;

  test.each(Object.entries(faults))('%s', async (_, [fault, sentence]) => {
    const site = await sites.onSqlite(SOUND);
    await site.run(['migrate'], { environment: { DATA_DIR: './migrated' } });
    site.write('stagedoor.config.js', `${begins}\nexport const site = ${fault};`);
    for (const words of [['check'], ['check', '--deploy']]) {
      const { exitCode, stderr } = await site.run(words);
      expect([exitCode, stderr]).toEqual([1, expect.stringContaining(sentence)]);
    }
    expect(existsSync(join(site.folder, 'data'))).toBe(false);
    if (fault.includes('branding')) return;
    const served = await site.run(['runserver', '127.0.0.1:0'], { environment: { DATA_DIR: './migrated' } });
    expect([served.exitCode, served.stderr]).toEqual([1, expect.stringContaining(sentence)]);
  });
});

test('check opens the database in memory, so that it asks neither the one of the settings nor Redis', async () => {
  const nowhere = {
    ...SOUND,
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    REDIS_URL: 'redis://127.0.0.1:1/0',
    SESSION_ENGINE: 'cache',
  };
  const site = await sites.onSqlite(nowhere);
  expect(await site.run(['check'])).toMatchObject({ exitCode: 0, stderr: '' });
});

test('check names a receiver of events that no event reaches, and the label that a language lacks', async () => {
  const webhook = { WEBHOOK_SECRETS: 'whsec_bm90IGEgc2VjcmV0LCBvbmx5IGZvciBhIHRlc3QgaGVyZQ==' };
  const site = await sites.onSqlite(webhook);
  for (const host of ['localhost', '127.0.0.1', '10.1.2.3', '[::1]']) {
    const environment = { WEBHOOK_URL: `http://${host}:9/hooks/` };
    const { exitCode, stdout } = await site.run(['check'], { environment });
    const bare = host.replace(/[[\]]/g, '');
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringContaining(`nothing is sent to ${bare}, an address`),
    ]);
  }
  const links = `[{ href: '/imprint/', label: { en: 'Imprint' } }]`;
  site.write('stagedoor.config.js', `export const site = { branding: { footerLinks: ${links} } };`);
  const { stdout } = await site.run(['check'], { environment: { WEBHOOK_URL: 'https://example.org/' } });
  expect(stdout).toContain('- es: 1/1: footerLinks[0].label');
  expect(stdout).not.toContain('WEBHOOK_URL');
});

test('check refuses a list of languages without a language, as the start does', async () => {
  const site = await sites.onSqlite({ SITE_LANGUAGES: ',' });
  const { exitCode, stderr } = await site.run(['check']);
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('SITE_LANGUAGES must name a language')]);
});
