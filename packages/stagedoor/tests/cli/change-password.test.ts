import { expect, test } from 'vitest';
import { canLogIn, useSites } from './sites.ts';

const sites = useSites();
const OLD = 'brass lamp 1 over the door';
const NEW = 'velvet seat 2 behind the stage';

async function siteWithAna() {
  const site = await sites.onSqlite();
  await site.run(['migrate']);
  const environment = { DJANGO_SUPERUSER_PASSWORD: OLD };
  await site.run(['createsuperuser', '--noinput', '--username', 'ana', '--email', 'ana@example.org'], {
    environment,
  });
  return site;
}

test('changepassword sets a password typed twice and ends what was open', async () => {
  const site = await siteWithAna();
  const stagedoor = await sites.lookInto(site);
  expect(await canLogIn(stagedoor, 'ana', OLD)).toBe(true);
  const { stdout, exitCode } = await site.run(['changepassword', 'ana'], { input: `${NEW}\n${NEW}\n` });
  expect({ stdout, exitCode }).toEqual({
    stdout: "Changing password for user 'ana'\nPassword changed successfully for user 'ana'\n",
    exitCode: 0,
  });
  expect(await canLogIn(stagedoor, 'ana', OLD)).toBe(false);
  expect(await canLogIn(stagedoor, 'ana', NEW)).toBe(true);
});

test('changepassword gives three tries, and the validators count', async () => {
  const site = await siteWithAna();
  const input = `${NEW}\nsomething else\nshort\nshort\nana@example.org\nana@example.org\n${NEW}\n${NEW}\n`;
  const { stderr, exitCode } = await site.run(['changepassword', 'ana'], { input });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('Passwords do not match. Please try again.\n');
  expect(stderr).toContain('This password is too short. It must contain at least 12 characters.\n');
  expect(stderr).toContain('The password is too similar to the email address.\n');
  expect(stderr).toContain("Aborting password change for user 'ana' after 3 attempts\n");
  expect(await canLogIn(await sites.lookInto(site), 'ana', OLD)).toBe(true);
});

test('changepassword --must-change sets a password that opens nothing but the choice of another', async () => {
  const site = await siteWithAna();
  const { exitCode } = await site.run(['changepassword', 'ana', '--must-change'], {
    input: `${NEW}\n${NEW}\n`,
  });
  expect(exitCode).toBe(0);
  const { useCases } = await sites.lookInto(site);
  expect(await useCases.user.find({ identifier: 'ana' })).toMatchObject({ mustChangePassword: true });
});

test('changepassword says whom it does not know, before it asks', async () => {
  const site = await siteWithAna();
  expect(await site.run(['changepassword', 'zoe'])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: "user 'zoe' does not exist\n",
  });
});

test('changepassword takes the end of its input for a no', async () => {
  const site = await siteWithAna();
  const { stderr, exitCode } = await site.run(['changepassword', 'ana'], { input: `${NEW}\n` });
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Operation cancelled.'),
  });
});

test('changepassword asks the rules that the site has in code', async () => {
  const site = await siteWithAna();
  const rule =
    "(password) => (password.includes('coyote') ? { code: 'Choose one without a coyote.' } : undefined)";
  site.write('stagedoor.config.js', `export const site = { passwordValidators: [${rule}] };`);
  const input = `${NEW} coyote\n${NEW} coyote\n${NEW}\n${NEW}\n`;
  const { stderr, exitCode } = await site.run(['changepassword', 'ana'], { input });
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('Choose one without a coyote.\n')]);
});
