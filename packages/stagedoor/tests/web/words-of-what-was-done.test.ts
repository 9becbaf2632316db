import { afterEach, expect, it } from 'vitest';
import { StorageUnavailable } from '../../src/core/kernel/storage-unavailable.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { Visitor } from '../support/page/visitor.ts';
import { PASSWORD } from '../support/people.ts';

let site: Site;
afterEach(() => site.close());

it.each([
  ['a reset', '/accounts/password_reset/', 'ana@mail.example'],
  ['another address', '/accounts/email/change/', 'ana2@mail.example'],
])('a request for %s is no 503 because the word of it finds no place', async (_, path, email) => {
  let isAway = false;
  site = await openSite({
    saveSessionData: async () => {
      if (isAway) throw new StorageUnavailable('SQLITE_FULL', { cause: new Error('full') });
    },
  });
  await site.stagedoor.useCases.user.create({
    by: 'operator',
    ...{
      username: 'ana',
      email: 'ana@mail.example',
      password: PASSWORD,
      validatePassword: false,
      awaitsWelcome: false,
    },
    ...{ isStaff: false, isSuperuser: false },
  });
  const member = new Visitor(site.app, site.stagedoor.config.publicUrl);
  await member.open('/accounts/login/');
  await member.submit({ username: 'ana', password: PASSWORD });
  await member.open(path);
  isAway = true;
  const { statusCode } = await member.send({ email });
  expect(statusCode).toBe(302);
  expect((await site.mails()).filter(({ to }) => to === email)).toHaveLength(1);
});
