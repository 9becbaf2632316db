import { expect, test } from 'vitest';
import { startSmtpSink } from '../support/smtp-sink.ts';
import { useSites, visitor } from './sites.ts';

const sites = useSites();
const PASSWORD = 'brass lamp 1 over the door';

const LDAP = {
  AUTHENTICATION_BACKENDS: 'password,ldap',
  LDAP_URL: 'ldap://127.0.0.1:1',
  LDAP_USER_DN_TEMPLATE: 'uid={username},dc=example,dc=org',
};

/** Ana is a superuser, Bob and the others are not. */
function siteWith(...others: string[]) {
  return siteIn({}, others);
}

async function siteIn(environment: Readonly<Record<string, string>>, others: readonly string[]) {
  const site = await sites.onSqlite(environment);
  await site.run(['migrate']);
  const stagedoor = await sites.lookInto(site, environment);
  const add = (username: string, isSuperuser: boolean) =>
    stagedoor.useCases.user.create({
      by: 'operator',
      username,
      email: `${username}@example.org`,
      password: PASSWORD,
      validatePassword: false,
      isStaff: isSuperuser,
      isSuperuser,
    });
  const ana = await add('ana', true);
  const added = [];
  for (const other of others) added.push(await add(other, false));
  return { site, stagedoor, ana, others: added };
}

const lines = (text: string) => text.trimEnd().split('\n');
const json = (text: string) => lines(text).map((line) => JSON.parse(line));

test('users list lists users by id, page by page, and only whom it is asked for', async () => {
  const { site, stagedoor, ana, others } = await siteWith('bob', 'cleo');
  await stagedoor.useCases.user.deactivate({ by: 'operator', userId: others[0]?.id ?? 0 });
  const ids = [ana, ...others].map(({ id }) => id).sort((one, other) => one - other);
  const all = await site.run(['users', 'list', '--json']);
  expect(json(all.stdout).map(({ id }) => id)).toEqual(ids);
  const first = await site.run(['users', 'list', '--json', '--limit', '2']);
  expect(json(first.stdout).map(({ id }) => id)).toEqual(ids.slice(0, 2));
  expect(first.stderr).toBe(`There is more: --after ${ids[1]}\n`);
  const next = await site.run(['users', 'list', '--json', '--limit', '2', '--after', String(ids[1])]);
  expect(json(next.stdout).map(({ id }) => id)).toEqual(ids.slice(2));
  const [headings, row, ...more] = lines((await site.run(['users', 'list', '--superusers'])).stdout);
  expect(headings?.split(/ {2,}/)).toEqual([
    'ID',
    'USERNAME',
    'EMAIL',
    'STATE',
    'ADDRESS IS',
    'RANK',
    'LAST LOG-IN',
  ]);
  expect(row).toMatch(/^\d+ +ana +ana@example\.org +active +verified +superuser +-$/);
  expect(more).toEqual([]);
  const inactive = await site.run(['users', 'list', '--inactive', '--json']);
  expect(json(inactive.stdout)).toMatchObject([{ username: 'bob', is_active: false }]);
  expect(all.stdout + first.stdout).not.toContain('argon2');
  expect(await site.run(['users', 'list', '--limit', '0'])).toMatchObject({ exitCode: 2 });
});

test('users show lists the systems that know the user, and as whom', async () => {
  const { site, stagedoor } = await siteIn(LDAP, []);
  const visitor = { ipAddress: '203.0.113.7', userAgent: 'a test', language: 'en', deviceKey: null } as const;
  const { issued } = await stagedoor.useCases.login.logIn({
    identifier: 'ana',
    password: PASSWORD,
    rememberMe: null,
    sessionKey: null,
    visitor,
  });
  const principal = await stagedoor.useCases.session.findPrincipal(issued);
  if (principal === null) throw new Error('The session has ended.');
  const known = { provider: 'ldap', subject: 'entryUUID=1-2', name: 'ana.p' };
  await stagedoor.useCases.identity.link({ principal, ...known, visitor });
  const shown = await site.run(['users', 'show', 'ana']);
  expect(shown.stdout).toMatch(/identity +ldap {2}entryUUID=1-2 {2}ana\.p\n/);
  expect(shown.stdout).toMatch(/managed_by +/);
  expect(json((await site.run(['users', 'show', 'ana', '--json'])).stdout)).toMatchObject([
    { managed_by: null, identities: [{ provider: 'ldap', subject: 'entryUUID=1-2', name: 'ana.p' }] },
  ]);
});

test('users show takes an id, a username or an address, and tells where a word names several', async () => {
  const { site, stagedoor, ana } = await siteWith('bob');
  for (const word of [String(ana.id), 'ANA', 'Ana@Example.org', `id:${ana.id}`]) {
    expect(json((await site.run(['users', 'show', word, '--json'])).stdout)).toMatchObject([{ id: ana.id }]);
  }
  const account = { password: PASSWORD, validatePassword: false, isStaff: false, isSuperuser: false };
  const email = 'digits@example.org';
  const other = await stagedoor.useCases.user.create({
    by: 'operator',
    ...account,
    username: String(ana.id),
    email,
  });
  const told = await site.run(['users', 'show', String(ana.id)]);
  expect(told).toMatchObject({ exitCode: 1, stdout: '' });
  expect(told.stderr).toContain('names several users');
  expect(told.stderr).toContain(`id:${ana.id}`);
  expect(told.stderr).toContain(`id:${other.id}`);
  for (const command of [
    ['drf_create_token'],
    ['logout_all', '--user'],
    ['changepassword'],
    ['unlock'],
    ['devices'],
  ])
    expect(await site.run([...command, String(ana.id)]), command[0]).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: told.stderr,
    });
  for (const command of [['logout_all', '--user'], ['unlock'], ['devices'], ['drf_create_token']])
    expect(await site.run([...command, `id:${ana.id}`]), command[0]).toMatchObject({ exitCode: 0 });
  const deactivated = await site.run(['users', 'deactivate', String(ana.id)]);
  expect(deactivated.exitCode).toBe(1);
  expect((await site.run(['users', 'show', `id:${ana.id}`])).stdout).toContain('ana@example.org');
  expect(await site.run(['users', 'show', 'zoe'])).toMatchObject({
    exitCode: 1,
    stderr: "user 'zoe' does not exist\n",
  });
});

test('users deactivate ends everything at once and users activate lets in again, both audited', async () => {
  const { site, stagedoor, others } = await siteWith('bob');
  const { useCases } = stagedoor;
  const form = { identifier: 'bob', password: PASSWORD, rememberMe: null, sessionKey: null, visitor };
  const { issued } = await useCases.login.logIn(form);
  const id = others[0]?.id;
  expect((await site.run(['users', 'deactivate', 'bob'])).stdout).toBe(
    `User ${id} is deactivated: all sessions and tokens have ended.\n`,
  );
  expect(await useCases.session.findPrincipal(issued)).toBeNull();
  await expect(useCases.login.logIn(form)).rejects.toThrow();
  expect((await site.run(['users', 'deactivate', 'bob'])).stdout).toContain('nothing changed');
  expect((await site.run(['users', 'activate', 'bob'])).stdout).toBe(`User ${id} may log in again.\n`);
  await useCases.login.logIn(form);
  const listed = await site.run(['audit', 'list', '--user', 'bob', '--json']);
  const actions = json(listed.stdout).map(({ action }) => action);
  expect(actions.filter((action) => action.startsWith('user-'))).toEqual([
    'user-activate',
    'user-deactivate',
    'user-create',
  ]);
});

test('users delete asks first, and deletes', async () => {
  const { site, stagedoor, others } = await siteWith('bob');
  const { id = 0 } = others[0] ?? {};
  const asked = await site.run(['users', 'delete', 'bob'], { input: 'n\n' });
  expect([asked.exitCode, asked.stderr]).toEqual([1, expect.stringContaining('Nothing was deleted.')]);
  const done = await site.run(['users', 'delete', 'bob', '--keep-rows', '--noinput']);
  expect([done.exitCode, done.stdout]).toEqual([0, `bob (id:${id}) is deleted.\n`]);
  expect(await stagedoor.useCases.user.findById({ userId: id })).toBeNull();
  expect((await site.run(['users', 'delete', 'ana', '--noinput'])).stderr).toContain('superuser');
});

test('users deactivate leaves the last superuser as they are', async () => {
  const { site } = await siteWith();
  expect(await site.run(['users', 'deactivate', 'ana'])).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('last superuser'),
  });
  expect((await site.run(['users', 'list', '--active'])).stdout).toContain('ana');
});

test('audit list filters, pages, and shows what strangers sent without obeying it', async () => {
  const { site, stagedoor } = await siteWith('bob');
  const evil = { ...visitor, userAgent: '\u001b[2Jevil\u009b\u202e' };
  const form = { identifier: 'bob', password: 'wrong', rememberMe: null, sessionKey: null, visitor: evil };
  for (let round = 0; round < 3; round += 1) await stagedoor.useCases.login.logIn(form).catch(() => null);
  const failed = await site.run(['audit', 'list', '--action', 'log-in', '--failed', '--json']);
  expect(json(failed.stdout)).toHaveLength(3);
  for (const char of ['\u001b', '\u009b', '\u202e']) expect(failed.stdout).not.toContain(char);
  expect(json(failed.stdout)[0].user_agent).toBe(evil.userAgent);
  const newest = json(failed.stdout)[0].id;
  const before = (limit: string) =>
    site.run(['audit', 'list', '--failed', '--before', String(newest), '--limit', limit]);
  const last = await before('2');
  expect([lines(last.stdout).length, last.stderr]).toEqual([3, '']);
  const older = await before('1');
  expect(lines(older.stdout)).toHaveLength(2);
  expect(lines(older.stdout)[0]).toMatch(/^ID +MOMENT +ACTION +RESULT +USER +ADDRESS +DETAIL$/);
  expect(older.stderr).toMatch(/^There is more: --before \d+\n$/);
  for (const form of [[], ['--json']])
    expect(await site.run(['audit', 'list', '--since', '2999-01-01', ...form])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: 'No events.\n',
    });
  expect(await site.run(['audit', 'list', '--since', 'yesterday'])).toMatchObject({ exitCode: 2 });
});

test('sendtestemail sends an e-mail at once, or says why it does not leave', async () => {
  const sink = await startSmtpSink();
  const site = await sites.onSqlite({ MAIL_URL: sink.url, MAIL_FROM: 'noreply@example.org' });
  expect((await site.run(['sendtestemail', 'ana@example.org'])).stdout).toBe('Sent to ana@example.org.\n');
  expect(sink.mails.map(({ recipients }) => recipients)).toEqual([['ana@example.org']]);
  sink.next('refuse-recipient');
  expect(await site.run(['sendtestemail', 'bob@example.org'])).toMatchObject({
    exitCode: 1,
    stderr: 'Not sent to bob@example.org: the mail server answered RCPT TO with 550\n',
  });
  expect((await site.run(['sendtestemail', 'no address'])).exitCode).toBe(2);
  await sink.close();
  const caught = await (await sites.onSqlite()).run(['sendtestemail', 'ana@example.org']);
  expect(caught.stdout).toContain('/dev/mail/');
});

test('users list tells who has not verified their address, and whom it has none of', async () => {
  const { site, stagedoor } = await siteWith();
  const account = { firstName: '', lastName: '', extra: {}, sessionKey: null, visitor };
  const names = { username: 'bob', email: 'bob@example.org', password: PASSWORD, passwordConfirm: PASSWORD };
  await stagedoor.useCases.user.signUp({ ...account, ...names });
  const { stdout } = await site.run(['users', 'list']);
  expect(lines(stdout).find((line) => line.includes('bob'))).toMatch(/ active +unverified +- +-$/);
  expect(await site.run(['users', 'list', '--inactive'])).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: 'No users.\n',
  });
});

test('wrong usage of a list is said with the name of what is wrong, and the help of that command', async () => {
  const { site } = await siteWith();
  const refused = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await site.run(words);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`For help: stagedoor ${words.slice(0, 2).join(' ')} --help\n`);
    return stderr;
  };
  expect(await refused('users', 'list', '--active', '--inactive')).toContain(
    "error: option '--active' cannot be used with option '--inactive'",
  );
  expect(await refused('users', 'show', ' ')).toContain('Name a user by id, username or email address.');
  const unknown = await refused('audit', 'list', '--action', 'login');
  expect(unknown).toContain('There is no such action.\n(Did you mean log-in?)\nActions: sign-up, ');
  expect(await refused('audit', 'list', '--action', 'xyzzy')).not.toContain('Did you mean');
  expect(await refused('audit', 'list', '--since', '2026-02-31')).toContain(
    'The calendar has no 2026-02-31.',
  );
  expect(await refused('audit', 'list', '--since', '2026-13-01T00:00:00Z')).toContain('no 2026-13-01.');
  expect(await refused('audit', 'list', '--since', '2026-02-01T25:00:00Z')).toContain('It takes a moment');
  expect(await refused('audit', 'list', '--user', '')).toContain('Name a user');
});

test.each([['unlock'], ['devices'], ['drf_create_token'], ['changepassword'], ['logout_all', '--user']])(
  '%s with a blank name does nothing to anybody',
  async (...command) => {
    const { site, stagedoor } = await siteWith();
    const form = { identifier: 'ana', password: PASSWORD, rememberMe: null, sessionKey: null, visitor };
    const { issued } = await stagedoor.useCases.login.logIn(form);
    const outcome = await site.run([...command, '']);
    expect(outcome).toMatchObject({ exitCode: 2, stdout: '' });
    expect(outcome.stderr).toContain('Name a user by id, username or email address.');
    expect(outcome.stderr).toContain(`For help: stagedoor ${command[0]} --help`);
    expect(await stagedoor.useCases.session.findPrincipal(issued)).not.toBeNull();
  },
);

test('a day that the calendar has is taken, leap days too', async () => {
  const { site } = await siteWith();
  for (const moment of ['2024-02-29', '2024-02-29T12:00:00+02:00', '2026-11-29T00:00:00Z'])
    expect(await site.run(['audit', 'list', '--since', moment]), moment).toMatchObject({ exitCode: 0 });
});

test('users delete says what becomes of organizations, before it asks and once it is done', async () => {
  const { site, stagedoor, others } = await siteIn({ ORGANIZATIONS: 'managed' }, ['bob', 'cleo']);
  const [bob = 0, cleo = 0] = others.map(({ id }) => id);
  const { organization, audit } = stagedoor.useCases;
  const by = 'operator';
  await organization.create({ by, name: 'Alone', ownerId: bob });
  const shared = await organization.create({ by, name: 'Shared', ownerId: bob });
  await organization.addMember({ by, organizationId: shared.id, userId: cleo, role: 'member' });
  const asked = await site.run(['users', 'delete', 'bob'], { input: 'n\n' });
  expect(lines(asked.stdout).toSorted()).toEqual([
    'The organization Alone ends: nobody else is in it.',
    'The organization Shared goes to cleo.',
  ]);
  const done = await site.run(['users', 'delete', 'bob'], { input: 'y\n' });
  expect(lines(done.stdout).slice(2).toSorted()).toEqual([
    'The organization Alone has ended.',
    'The organization Shared is owned by cleo now.',
    `bob (id:${bob}) is deleted.`,
  ]);
  const { rows } = await audit.list({ limit: 3 });
  expect(rows.map(({ occurredAt }) => occurredAt)).toEqual(rows.map(() => rows[0]?.occurredAt));
});

test('users show says where somebody belongs, and permission list by what they have what they have', async () => {
  const { site, stagedoor, others } = await siteIn({ ORGANIZATIONS: 'managed' }, ['mary']);
  const [mary = 0] = others.map(({ id }) => id);
  const { organization, team, role, group } = stagedoor.useCases;
  const by = 'operator';
  const empty = await site.run(['permission', 'list', 'mary']);
  expect(empty).toMatchObject({
    stdout: '',
    stderr: expect.stringContaining('neither themselves nor by a group'),
  });
  const { id: groupId } = await group.create({ by, name: 'Manager' });
  await group.setPermissions({ by, groupId, permissions: ['auth.view_user'] });
  await group.addMember({ by, groupId, userId: mary });
  const permissions = ['auth.view_user', 'auth.view_group'];
  const { id: roleId } = await role.create({ by, name: 'editor', permissions });
  const acme = await organization.create({ by, name: 'Acme', ownerId: mary });
  await organization.assignRole({ by, roleId, userId: mary, organizationId: acme.id });
  await role.assign({
    by,
    roleId: (await role.create({ by, name: 'reader', permissions: [] })).id,
    userId: mary,
  });
  const red = await team.create({ by, organizationId: acme.id, name: 'Red' });
  await team.addMember({ by, organizationId: acme.id, teamId: red.id, userId: mary });

  const shown = await site.run(['users', 'show', 'mary']);
  const place = `Acme \\(id:${acme.id}\\)`;
  for (const line of [
    'group +Manager',
    'role +reader {2}everywhere',
    `role +editor {2}${place}`,
    `organization +${place} {2}owner`,
    `team +Red {2}${place}`,
  ])
    expect(shown.stdout).toMatch(new RegExp(`^${line}$`, 'm'));
  expect(json((await site.run(['users', 'show', 'mary', '--json'])).stdout)).toMatchObject([
    {
      groups: ['Manager'],
      roles: [
        { role: 'reader', organization: null },
        { role: 'editor', organization: acme.id },
      ],
      organizations: [{ id: acme.id, name: 'Acme', role: 'owner' }],
      teams: [{ id: red.id, name: 'Red', organization: acme.id }],
    },
  ]);

  const held = await site.run(['permission', 'list', 'mary']);
  expect(held.stdout).toMatch(
    new RegExp(`^auth\\.view_user .* {2}group Manager, role editor in ${place}$`, 'm'),
  );
  expect(held.stdout).toMatch(new RegExp(`^auth\\.view_group .* {2}role editor in ${place}$`, 'm'));
  expect(held.stdout).toMatch(new RegExp(`^stagedoor\\.add_invitation .* {2}owner of ${place}$`, 'm'));
  await site.run(['users', 'deactivate', 'mary']);
  expect((await site.run(['permission', 'list', 'mary'])).stderr).toBe(
    'The account is shut: nothing of this counts until it is activated.\n',
  );
});

test('users create makes somebody who is no superuser, by the rules of all names, and audited', async () => {
  const { site, stagedoor } = await siteWith();
  const create = (...words: string[]) => site.run(['users', 'create', ...words]);
  const made = await create('dora', '--email', 'dora@example.org', '--first_name', 'Dora', '--noinput');
  expect(made).toMatchObject({ exitCode: 0, stderr: '' });
  expect(made.stdout).toMatch(/^dora \(id:\d+\) is created\.\n$/);
  expect((await create('clerk', '--staff', '--noinput')).exitCode).toBe(0);
  const shown = async (name: string) => json((await site.run(['users', 'show', name, '--json'])).stdout)[0];
  expect(await shown('dora')).toMatchObject({
    email: 'dora@example.org',
    first_name: 'Dora',
    is_verified: true,
    is_staff: false,
    is_superuser: false,
  });
  expect(await shown('clerk')).toMatchObject({ email: '', is_staff: true, is_superuser: false });
  const { rows } = await stagedoor.useCases.audit.list({ action: 'user-create', limit: 1 });
  expect(rows).toMatchObject([{ userId: expect.any(Number), detail: { superuser: false } }]);
  for (const [words, problem] of [
    [['dora'], 'A user with that username already exists.'],
    [['a b'], 'Enter a valid username.'],
    [[], 'The given username must be set'],
    [['dora2', '--email', 'dora@example.org'], 'already'],
  ] as const) {
    const refused = await create(...words, '--noinput');
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toContain(problem);
  }
  expect(await create('eve')).toMatchObject({ exitCode: 1, stdout: '' });
});
