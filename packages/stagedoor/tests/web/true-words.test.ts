import { afterEach, describe, expect, it } from 'vitest';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/* What a page says holds for the site as it is set, and for the account that looks at it. */

let site: RealSite;
afterEach(() => site.close());

const textOf = async (path: string) => (await (await site.loggedIn()).open(path)).text;

async function textOfChanged(username: string): Promise<string> {
  const visitor = await site.loggedIn(username);
  await visitor.open('/accounts/password_change/');
  const anew = `${PASSWORD}-anew`;
  const typed = { old_password: PASSWORD, new_password1: anew, new_password2: anew };
  return (await visitor.submit(typed)).text;
}

describe('a page', () => {
  it('names what one logs in with when it refuses', async () => {
    site = await openRealSite({ env: { LOGIN_BY: 'email' } });
    const visitor = site.visitor();
    await visitor.open('/accounts/login/');
    const page = await visitor.submit({ username: 'ana@mail.example', password: PASSWORD });
    expect(page.formErrors).toEqual(['Invalid email address or password.']);
  });

  it('says of the primary address that one logs in with it only where one does', async () => {
    site = await openRealSite({ env: { LOGIN_BY: 'username' } });
    await site.addPerson();
    const names = await textOf('/accounts/email/');
    expect(names).toContain('Our emails go to this one.');
    expect(names).not.toMatch(/log in with (?:this|it)/);
    await site.close();
    site = await openRealSite();
    await site.addPerson();
    expect(await textOf('/accounts/email/')).toContain('You can log in with this one');
  });

  it('claims no email where the account has no address', async () => {
    site = await openRealSite();
    await site.addPerson();
    expect(await textOfChanged('ana')).toContain('We sent you an email about it.');
    const account = { username: 'bea', email: '', password: PASSWORD, validatePassword: false };
    await site.stagedoor.useCases.user.create({
      by: 'operator',
      ...account,
      isStaff: false,
      isSuperuser: false,
    });
    const changed = await textOfChanged('bea');
    expect(changed).toContain('Your password is changed');
    expect(changed).not.toContain('We sent you');
  });

  it('offers no character for a username that would be refused', async () => {
    site = await openRealSite();
    const visitor = site.visitor();
    expect((await visitor.open('/accounts/signup/')).text).toContain('Letters, numbers and . + - _');
    const typed = { email: 'ana@mail.example', password1: PASSWORD, password2: PASSWORD };
    const refused = await visitor.submit({ username: 'ana@stage', ...typed });
    expect(refused.errors.username).toHaveLength(1);
    await visitor.open('/accounts/signup/');
    const taken = await visitor.submit({ username: 'Ána.1+2-3_4', ...typed });
    expect(taken.path).toBe('/accounts/signup/done/');
  });
});
