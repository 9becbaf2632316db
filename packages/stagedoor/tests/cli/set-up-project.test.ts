import { expect, test } from 'vitest';
import { canLogIn, useSites } from './sites.ts';

const sites = useSites();
const MIGRATED = `Making migrations...
Migrations created successfully.
Applying migrations...
Migrations applied successfully.
`;
const PRODUCTION = {
  NODE_ENV: 'production',
  SECRET_KEY: 'nS3wqk8mZs2rT5vX1bY7cU4dF6gH9jK0lPoIuYtReWq=',
  CRYPTOGRAPHY_KEY: 'zQNlGRDGgcn66CKLB6h7hZWQ-rCsqZgSZsKp4FtWJ8k=',
  PUBLIC_URL: 'https://example.org',
  MAIL_URL: 'smtp://localhost:25',
};

test('setup_project prints its lines, makes admin with a password nobody knows, and is idempotent', async () => {
  const site = await sites.onSqlite();
  const first = await site.run(['setup_project']);
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  expect(first.stdout.startsWith(`${MIGRATED}Creating superuser...\nSuperuser created successfully.\n`)).toBe(
    true,
  );
  const [, password = ''] = /password of admin is: (\S+)/.exec(first.stdout) ?? [];

  expect(await site.run(['setup_project'])).toEqual({
    exitCode: 0,
    stdout: `${MIGRATED}Superuser already exists.\n`,
    stderr: '',
  });
  const stagedoor = await sites.lookInto(site);
  expect(await stagedoor.useCases.user.find({ identifier: 'admin' })).toMatchObject({
    email: 'admin@gmail.com',
    isSuperuser: true,
  });
  expect(await canLogIn(stagedoor, 'admin', password)).toBe(true);
  expect(await canLogIn(stagedoor, 'admin', 'pepe1234')).toBe(false);
});

test('setup_project takes a known password in development only, with a warning, and marks it for change', async () => {
  const site = await sites.onSqlite();
  const words = [
    'setup_project',
    '--username',
    'boss',
    '--email',
    'boss@example.org',
    '--password',
    'pepe1234',
  ];
  const { exitCode, stdout, stderr } = await site.run(words);
  expect({ exitCode, stdout }).toMatchObject({
    exitCode: 0,
    stdout: expect.not.stringContaining('pepe1234'),
  });
  expect(stderr).toContain('Warning: the password is easy to guess.');
  const { useCases } = await sites.lookInto(site);
  expect(await useCases.user.find({ identifier: 'boss' })).toMatchObject({ mustChangePassword: true });
});

test('setup_project refuses a known password, and an address that is not the operator’s, in production', async () => {
  const site = await sites.onSqlite(PRODUCTION);
  const withoutAddress = await site.run(['setup_project']);
  expect(withoutAddress).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/^Error: .*--email/) });
  const words = ['setup_project', '--email', 'boss@example.org', '--password', 'pepe1234'];
  const withKnown = await site.run(words);
  expect(withKnown).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^Error: In production .*easy to guess/),
  });
  const random = await site.run(['setup_project', '--email', 'boss@example.org']);
  expect(random).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('password of admin is:') });
});

test('setup_project begins every failure with "Error:"', async () => {
  const site = await sites.onSqlite({ DATABASE_URL: 'postgres://nobody:wrong@127.0.0.1:9/nothing' });
  const { exitCode, stderr } = await site.run(['setup_project']);
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^Error: No server/),
  });
});
