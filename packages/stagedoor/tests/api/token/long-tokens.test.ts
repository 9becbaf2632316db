import { expect, test } from 'vitest';
import { openSite } from '../../support/open-site.ts';
import { addPerson, PASSWORD } from '../../support/people.ts';

const tokensIn = (cookies: readonly { readonly name: string }[]) =>
  cookies.map(({ name }) => name).filter((name) => ['Authentication', 'Refresh'].includes(name));

test.each(['/api/auth/cookie/login/', '/dj-rest-auth/login/'])(
  'a log-in at %s sets no cookies that browsers would drop, and leaves no session behind',
  async (url) => {
    const site = await openSite({
      env: {
        JWT_CLAIMS: 'permissions',
        DJ_REST_AUTH_PATH: '/dj-rest-auth/',
        DJ_REST_AUTH_TOKENS: 'jwt-cookies',
        LOG_LEVEL: 'silent',
      },
    });
    const { id } = await addPerson(site, 'ana');
    const logIn = (to: string) => site.browser().post(to, { username: 'ana', password: PASSWORD });
    const few = await logIn(url);
    expect([few.statusCode, tokensIn(few.cookies)]).toEqual([200, ['Authentication', 'Refresh']]);
    const permissions = Array.from({ length: 90 }, (_, index) => `change_some_longer_model_name_${index}`);
    await site.stores.giveAccess(id, { permissions });
    const listed = () => site.stores.sessions.listOfUser(id, site.clock.now());
    const before = await listed();
    const many = await logIn(url);
    expect([many.statusCode, tokensIn(many.cookies)]).toEqual([500, []]);
    expect(await listed()).toEqual(before);
    // Whoever keeps tokens themselves has room.
    expect((await logIn('/api/token/')).statusCode).toBe(200);
  },
);
