import { describe, expect, test } from 'vitest';
import type { Running } from './command-line.ts';
import { canLogIn, useSites } from './sites.ts';

const sites = useSites();
const STRONG = 'brass lamp 1 over the door';

async function migrated(environment: Readonly<Record<string, string>> = {}) {
  const site = await sites.onSqlite(environment);
  await site.run(['migrate']);
  return site;
}

/** Waits for each text in turn and, where there is an answer to it, types that, as a person does. */
async function answer(running: Running, turns: readonly (readonly [string, string?])[]): Promise<void> {
  for (const [text, line] of turns) {
    await running.waitFor(text);
    if (line !== undefined) running.type(line);
  }
}

describe('createsuperuser --noinput', () => {
  test.each(['onSqlite', 'onPostgres'] as const)('takes options and environment %s', async (where) => {
    const site = await sites[where]();
    await site.run(['migrate']);
    const words = ['createsuperuser', '--noinput', '--username', 'ana', '--email', 'ana@example.org'];
    expect(await site.run(words)).toEqual({
      exitCode: 0,
      stdout: 'Superuser created successfully.\n',
      stderr: '',
    });
    expect(await site.run(words)).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: 'Error: That username is already taken.\n',
    });
  });

  test('does not judge a password from the environment', async () => {
    const site = await migrated();
    const environment = {
      DJANGO_SUPERUSER_USERNAME: 'ana',
      DJANGO_SUPERUSER_EMAIL: 'ana@example.org',
      DJANGO_SUPERUSER_PASSWORD: 'weak',
    };
    expect((await site.run(['createsuperuser', '--no-input'], { environment })).exitCode).toBe(0);
    const stagedoor = await sites.lookInto(site);
    const user = await stagedoor.useCases.user.find({ identifier: 'ana' });
    expect(user).toMatchObject({ isStaff: true, isSuperuser: true, isEmailVerified: true });
    expect(await canLogIn(stagedoor, 'ana', 'weak')).toBe(true);
    // The e-mail that welcomes.
    expect((await stagedoor.useCases.job.list({})).waitingByName).toEqual([{ name: 'send-mail', jobs: 1 }]);
  });

  test('makes an unusable password where none is given', async () => {
    const site = await migrated();
    await site.run(['createsuperuser', '--noinput', '--username', 'ana', '--email', 'ana@example.org']);
    const { useCases } = await sites.lookInto(site);
    expect((await useCases.user.find({ identifier: 'ana' }))?.passwordHash).toMatch(/^!.{40}$/);
  });

  test('says what is missing and what is wrong', async () => {
    const site = await migrated();
    const missing = async (...words: string[]) => {
      const { exitCode, stderr } = await site.run(['createsuperuser', '--noinput', ...words]);
      return { exitCode, stderr };
    };
    expect(await missing()).toEqual({ exitCode: 1, stderr: 'You must use --username with --noinput.\n' });
    expect(await missing('--username', 'ana')).toEqual({
      exitCode: 1,
      stderr: 'You must use --email with --noinput.\n',
    });
    expect(await missing('--username', 'ana', '--email', 'nowhere')).toEqual({
      exitCode: 1,
      stderr: 'Enter a valid email address.\n',
    });
  });

  test('asks for the address alone where people sign in by e-mail', async () => {
    const site = await migrated({ LOGIN_BY: 'email' });
    const words = ['createsuperuser', '--noinput'];
    expect((await site.run(words)).stderr).toBe('You must use --email with --noinput.\n');
    expect((await site.run([...words, '--email', 'ana@example.org'])).exitCode).toBe(0);
    expect((await site.run([...words, '--email', 'ANA@example.org'])).stderr).toBe(
      'Error: That email address is already taken.\n',
    );
    const environment = { SIGNUP_FIELDS: 'email*,first_name*:30,password1*' };
    const bea = [...words, '--email', 'bea@example.org'];
    expect((await site.run(bea, { environment })).stderr).toBe('You must use --first_name with --noinput.\n');
    expect((await site.run([...bea, '--first_name', 'Bea'], { environment })).exitCode).toBe(0);
  });
});

describe('createsuperuser', () => {
  test('is skipped with a note where nobody can answer', async () => {
    const site = await sites.onSqlite();
    const { exitCode, stdout } = await site.run(['createsuperuser']);
    expect({ exitCode, stdout }).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Superuser creation skipped due to not running in a TTY.'),
    });
  });

  test('asks until each answer is good, hides the password, and passes over its rules only when told to', async () => {
    const site = await migrated();
    await site.run(['createsuperuser', '--noinput', '--username', 'taken', '--email', 'taken@example.org']);
    const running = site.startOnTerminal(['createsuperuser']);
    await answer(running, [
      ['Username', 'taken'],
      ['Error: That username is already taken.'],
      // Nothing typed takes the system's user.
      ['Username', ''],
      ['Email address', 'nowhere'],
      ['Enter a valid email address.'],
      ['Email address', 'ana@example.org'],
      ['Password', STRONG],
      ['Password (again)', 'another'],
      ["Error: Your passwords didn't match."],
      ['Password', ' '],
      ['Password (again)', ' '],
      ["Error: Blank passwords aren't allowed."],
      ['Password', 'password'],
      ['Password (again)', 'password'],
      ['This password is too common.'],
      ['Bypass password validation and create user anyway?', ''],
      ['Password', STRONG],
      ['Password (again)', STRONG],
      ['Superuser created successfully.'],
    ]);
    expect((await running.ended).exitCode).toBe(0);
    expect(running.output()).not.toContain(STRONG);
    const stagedoor = await sites.lookInto(site);
    expect(await canLogIn(stagedoor, 'ana@example.org', STRONG)).toBe(true);
  });

  test('ends without a user when the questions are cancelled', async () => {
    const site = await migrated();
    const running = site.startOnTerminal([
      'createsuperuser',
      '--username',
      'ana',
      '--email',
      'ana@example.org',
    ]);
    await running.waitFor('Password');
    running.child.stdin?.write('\u0003');
    await running.waitFor('Operation cancelled.');
    expect((await running.ended).exitCode).toBe(1);
    const { useCases } = await sites.lookInto(site);
    expect(await useCases.user.find({ identifier: 'ana' })).toBeNull();
  });
});
