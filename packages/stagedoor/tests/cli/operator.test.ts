import { expect, test } from 'vitest';
import { isRefused } from '../../src/core/session/refused.ts';
import { canLogIn, useSites, visitor } from './sites.ts';

const sites = useSites();
const PASSWORD = 'brass lamp 1 over the door';

async function siteWith(...usernames: string[]) {
  const site = await sites.onSqlite({ LIMIT_LOGIN_PER_ACCOUNT: '2/15m/1h/1h' });
  await site.run(['migrate']);
  for (const username of usernames) {
    const words = [
      'createsuperuser',
      '--noinput',
      '--username',
      username,
      '--email',
      `${username}@example.org`,
    ];
    await site.run(words, { environment: { DJANGO_SUPERUSER_PASSWORD: PASSWORD } });
  }
  return { site, stagedoor: await sites.lookInto(site) };
}

async function logIn(stagedoor: Awaited<ReturnType<typeof siteWith>>['stagedoor'], identifier: string) {
  const input = { identifier, password: PASSWORD, rememberMe: null, sessionKey: null, visitor };
  const { issued } = await stagedoor.useCases.login.logIn(input);
  return issued.sessionKey;
}

test('generate_key prints 32 random bytes in URL-safe base64 and nothing else', async () => {
  const site = await sites.onSqlite();
  const keys = await Promise.all([site.run(['generate_key']), site.run(['generate_key'])]);
  for (const { stdout } of keys) {
    expect(stdout).toMatch(/^[A-Za-z0-9_-]{43}=\n$/);
    expect(Buffer.from(stdout, 'base64url')).toHaveLength(32);
  }
  expect(keys[0]?.stdout).not.toBe(keys[1]?.stdout);
});

test('logout_all ends the sessions of one user, or everybody’s', async () => {
  const { site, stagedoor } = await siteWith('ana', 'bob');
  const { useCases } = stagedoor;
  const ofAna = await logIn(stagedoor, 'ana');
  const ofBob = await logIn(stagedoor, 'bob');

  expect((await site.run(['logout_all', '--user', 'ana'])).stdout).toBe('1 session ended.\n');
  expect(await useCases.session.findPrincipal({ sessionKey: ofAna })).toBeNull();
  expect(await useCases.session.findPrincipal({ sessionKey: ofBob })).not.toBeNull();

  expect((await site.run(['logout_all'])).stdout).toBe('1 session ended.\n');
  expect(await useCases.session.findPrincipal({ sessionKey: ofBob })).toBeNull();
  expect(await site.run(['logout_all', '--user', 'zoe'])).toMatchObject({
    exitCode: 1,
    stderr: "user 'zoe' does not exist\n",
  });
});

test('unlock lets a person in whom failed attempts keep out', async () => {
  const { site, stagedoor } = await siteWith('ana');
  for (let attempt = 0; attempt < 12; attempt += 1) await canLogIn(stagedoor, 'ana', 'wrong');
  expect(await canLogIn(stagedoor, 'ana', PASSWORD)).toBe(false);
  expect(await site.run(['unlock', 'ana'])).toMatchObject({ exitCode: 0, stdout: /./ });
  await site.run(['unlock', '--ip', visitor.ipAddress]);
  expect(await canLogIn(stagedoor, 'ana', PASSWORD)).toBe(true);
  expect((await site.run(['unlock', 'zoe'])).stderr).toBe("user 'zoe' does not exist\n");
});

test('unlock --ip lets an address ask for e-mails again', async () => {
  const { site } = await siteWith('ana');
  const stagedoor = await sites.lookInto(site, { LIMIT_MAIL_PER_SOURCE: '2/15m/1h/1h' });
  const ask = () => stagedoor.useCases.password.requestReset({ email: 'ana@mail.example', visitor });
  const isRefused = async () => (await Promise.allSettled([ask()]))[0]?.status === 'rejected';
  for (let request = 0; request < 2; request += 1) await ask();
  expect(await isRefused()).toBe(true);
  await site.run(['unlock', '--ip', visitor.ipAddress]);
  expect(await isRefused()).toBe(false);
});

test('devices lists the browsers of a user and forgets them', async () => {
  const { site, stagedoor } = await siteWith('ana');
  for (const userAgent of ['Phone', 'Evil \u009b2J'])
    await stagedoor.useCases.login.logIn({
      identifier: 'ana',
      password: PASSWORD,
      rememberMe: null,
      sessionKey: null,
      visitor: { ...visitor, userAgent },
    });
  const { stdout } = await site.run(['devices', 'ana']);
  expect(stdout).toContain('Evil ?2J');
  expect(stdout).toMatch(/^ID +LAST SEEN +ADDRESS +BROWSER\n/);
  const id = /(\d+) .*Phone/.exec(stdout)?.[1] ?? '';
  const inJson = (await site.run(['devices', 'ana', '--json'])).stdout.trimEnd().split('\n');
  expect(inJson.map((line) => JSON.parse(line))).toContainEqual({
    id: Number(id),
    ip_address: visitor.ipAddress,
    user_agent: 'Phone',
    first_seen: expect.stringMatching(/Z$/),
    last_seen: expect.stringMatching(/Z$/),
  });
  expect((await site.run(['devices', 'ana', '--forget', id])).stdout).toBe('1 browser forgotten.\n');
  const again = await site.run(['devices', 'ana', '--forget', id]);
  expect([again.exitCode, again.stderr]).toEqual([1, `This user has no browser ${id}.\n`]);
  expect((await site.run(['devices', 'ana', '--forget', 'x'])).exitCode).toBe(2);
  expect((await site.run(['devices', 'ana', '--forget', id, '--forget-all'])).exitCode).toBe(2);
  expect((await site.run(['devices', 'ana', '--forget-all'])).stdout).toBe('1 browser forgotten.\n');
  expect(await site.run(['devices', 'ana'])).toEqual({
    exitCode: 0,
    stdout: '',
    stderr: 'No known browsers.\n',
  });
  expect((await site.run(['devices', 'zoe'])).stderr).toBe("user 'zoe' does not exist\n");
});

test('drf_create_token prints the one token of a user, and with -r another that ends it', async () => {
  const { site, stagedoor } = await siteWith('ana');
  const { useCases } = stagedoor;
  const issue = async (...more: string[]) => {
    const { stdout } = await site.run(['drf_create_token', 'ana', ...more]);
    return /^Generated token ([0-9a-f]{40}) for user ana\n$/.exec(stdout)?.[1] ?? '';
  };
  const first = await issue();
  expect(isRefused(await useCases.apiToken.findPrincipal({ key: first }))).toBe(false);
  expect(await issue()).toBe(first);
  const second = await issue('-r');
  expect(isRefused(await useCases.apiToken.findPrincipal({ key: second }))).toBe(false);
  expect(isRefused(await useCases.apiToken.findPrincipal({ key: first }))).toBe(true);
  expect((await site.run(['drf_create_token', 'zoe'])).stderr).toBe("user 'zoe' does not exist\n");
});

test('clearsessions and users_per_day say what they found', async () => {
  const { site } = await siteWith('ana');
  expect((await site.run(['clearsessions'])).stdout).toBe(
    'Removed what has ended. Sessions: 0, links: 0, counters: 0.\n',
  );
  const { stdout } = await site.run(['users_per_day', '--days', '3']);
  expect(stdout).toMatch(/^DAY {9}USERS\n(\d{4}-\d\d-\d\d {2}\d+\n){3}$/);
  const inJson = await site.run(['users_per_day', '--days', '1', '--json']);
  expect(JSON.parse(inJson.stdout)).toEqual({ day: expect.stringMatching(/^\d{4}-/), users: 0 });
});

test('audit verify finds a sound log sound, names what waits for its seal, and fails when a sealed row was changed', async () => {
  const { site, stagedoor } = await siteWith('ana');
  const waiting = await site.run(['audit', 'verify']);
  expect(waiting).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/1 event waits for its seal: \d+\./),
  });
  await stagedoor.useCases.audit.seal();
  const sealed = await site.run(['audit', 'verify']);
  expect(sealed).toMatchObject({ exitCode: 0, stderr: '' });
  expect(sealed.stdout).toMatch(
    /^1 sealed event\.\nThe log begins at \d{4}-\S+Z with event 1\.\nThe audit log is sound\.\n$/,
  );

  await changeSealedRow(site.folder);
  const broken = await site.run(['audit', 'verify']);
  expect(broken.exitCode).toBe(1);
  expect(broken.stderr).toMatch(
    /^Seal 1: its event \d+ was changed\.\nThe audit log was changed after it was written\.\n$/,
  );
});

test('audit verify without the key of then says that it is the key, and not that the log was changed', async () => {
  const { site, stagedoor } = await siteWith('ana');
  await stagedoor.useCases.audit.seal();
  const otherKey = { SECRET_KEY: 'kQ8xw2~Zr5.Tn7_Vb1-Lp4+Hs9/Gd3Yf6Mc0Je' };
  const verified = await site.run(['audit', 'verify'], { environment: otherKey });
  expect(verified.exitCode).toBe(1);
  expect(verified.stderr).toMatch(
    /^The head was signed with another key: SECRET_KEY is not the one of then\./,
  );
  expect(verified.stderr).toMatch(/\nWhether the end of the audit log was changed cannot be told\.\n$/);
});

/** As somebody with the file in hand would: past the triggers. */
async function changeSealedRow(folder: string): Promise<void> {
  const { default: Database } = await import('better-sqlite3');
  const database = new Database(`${folder}/data/stagedoor.db`);
  database.exec('drop trigger stagedoor_audit_event_no_update');
  database.exec("update stagedoor_audit_event set ip_address = '198.51.100.1'");
  database.close();
}
