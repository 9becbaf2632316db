import { afterEach, describe, expect, it } from 'vitest';
import type { Browser } from '../support/browser.ts';
import { openSite, type Site, type SiteOptions } from '../support/open-site.ts';
import { addPerson, signIn } from '../support/people.ts';
import { mount, sessionRoute } from '../support/test-routes.ts';

const ME = '/api/users/me/';
const PLAY = '/api/test/session/';

let site: Site;
afterEach(() => site.close());

async function opened(options: SiteOptions = {}): Promise<{ browser: Browser; userId: number }> {
  site = await openSite({ ...options, server: { extend: mount(sessionRoute) } });
  const { id: userId } = await addPerson(site);
  return { browser: await signIn(site), userId };
}

const promote = (userId: number) =>
  site.stagedoor.useCases.user.setFlags({ by: 'operator', userId, isStaff: true });

/** A browser with the cookies that another one has at this moment. */
function copyOf({ cookies }: Browser): Browser {
  const copy = site.browser();
  for (const [name, value] of cookies) copy.cookies.set(name, value);
  return copy;
}

describe('whoever becomes something else', () => {
  it('gets a new key with the next answer, once; the old one is good for ten seconds, and dead after them', async () => {
    const { browser, userId } = await opened();
    const before = copyOf(browser);
    expect((await browser.get(ME)).headers['set-cookie']).toBeUndefined();
    await promote(userId);
    const answer = await browser.get(ME);
    expect(answer.cookies.map(({ name }) => name)).toEqual(['sessionid']);
    expect(browser.cookie('sessionid')).not.toBe(before.cookie('sessionid'));
    expect((await browser.get(ME)).headers['set-cookie']).toBeUndefined();
    site.clock.advance(9_999);
    const late = await before.get(ME);
    expect([late.statusCode, late.headers['set-cookie']]).toEqual([200, undefined]);
    site.clock.advance(1);
    expect((await before.get(ME)).statusCode).toBe(401);
    expect((await browser.get(ME)).statusCode).toBe(200);
  });

  it.each(['database', 'cache', 'signed-cookies'] as const)(
    'keeps their data, and goes on writing it, by the old key too: %s',
    async (sessionEngine) => {
      const { browser, userId } = await opened({ sessionEngine });
      await browser.get(`${PLAY}?set=kept`);
      const before = copyOf(browser);
      await promote(userId);
      expect((await browser.get(PLAY)).json()).toEqual({ note: 'kept' });
      expect((await before.get(PLAY)).json()).toEqual({ note: 'kept' });
      expect((await browser.get(PLAY)).json()).toEqual({ note: 'kept' });
      await browser.get(`${PLAY}?set=new`);
      expect((await browser.get(PLAY)).json()).toEqual({ note: 'new' });
    },
  );

  it('is never sent back to the old key by what the old one stores', async () => {
    const { browser, userId } = await opened();
    await browser.get(`${PLAY}?set=first`);
    const before = copyOf(browser);
    await promote(userId);
    await browser.get(ME);
    const late = await before.get(`${PLAY}?set=second`);
    expect(late.headers['set-cookie']).toBeUndefined();
    expect((await browser.get(PLAY)).json()).toEqual({ note: 'second' });
  });

  it('keeps the CSRF token of the pages that are open', async () => {
    const { browser, userId } = await opened();
    const csrf = browser.cookie('csrftoken');
    await promote(userId);
    await browser.get(ME);
    expect(browser.cookie('csrftoken')).toBe(csrf);
    expect((await browser.send('PATCH', ME, { first_name: 'Ann' })).statusCode).toBe(200);
  });

  it('gets it in each of their browsers', async () => {
    const { browser, userId } = await opened();
    const other = await signIn(site);
    await promote(userId);
    for (const each of [browser, other]) {
      const key = each.cookie('sessionid');
      await each.get(ME);
      expect(each.cookie('sessionid')).not.toBe(key);
    }
  });

  it('gets it who joins or leaves a group, and not for what the group holds', async () => {
    const { browser, userId } = await opened();
    const { group } = site.stagedoor.useCases;
    const by = 'operator';
    const { id: groupId } = await group.create({ by, name: 'Editors' });
    const isNew = async () => (await browser.get(ME)).cookies.some(({ name }) => name === 'sessionid');
    await group.addMember({ by, groupId, userId });
    expect([await isNew(), await isNew()]).toEqual([true, false]);
    await site.stores.giveAccess((await addPerson(site, 'ben')).id, { permissions: ['sell'] });
    await group.setPermissions({ by, groupId, permissions: ['tests.sell'] });
    expect([(await browser.get(ME)).json().groups, await isNew()]).toEqual([
      [{ id: groupId, name: 'Editors' }],
      false,
    ]);
    await group.removeMember({ by, groupId, userId });
    expect([await isNew(), await isNew()]).toEqual([true, false]);
  });

  it('keeps their tokens', async () => {
    const { userId } = await opened();
    const token = await site.stagedoor.useCases.apiToken.issue({ userId, anew: false });
    await promote(userId);
    const headers = { authorization: `Token ${token.key}` };
    for (const _ of [1, 2]) {
      const answer = await site.browser().get(ME, headers);
      expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([200, undefined]);
    }
  });

  it('leaves by the old key what goes on by the new one', async () => {
    const { browser, userId } = await opened();
    const before = copyOf(browser);
    await promote(userId);
    await browser.get(ME);
    await before.post('/api/logout/');
    expect((await browser.get(ME)).statusCode).toBe(401);
  });

  it('has no former key left once another one came for another reason', async () => {
    const { browser, userId } = await opened();
    const before = copyOf(browser);
    await promote(userId);
    await browser.get(ME);
    const changed = await browser.post('/api/password/change/', {
      old_password: 'tulips-under-7-bridges',
      new_password1: 'nine-herons-over-the-lake',
      new_password2: 'nine-herons-over-the-lake',
    });
    expect(changed.statusCode).toBe(200);
    expect((await before.get(ME)).statusCode).toBe(401);
    expect((await browser.get(ME)).statusCode).toBe(200);
  });

  it('gets it once of sixteen requests at once, all of which are answered', async () => {
    const { browser, userId } = await opened();
    await promote(userId);
    const browsers = Array.from({ length: 16 }, () => copyOf(browser));
    const answers = await Promise.all(browsers.map((each) => each.get(ME)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(16).fill(200));
    expect(answers.filter(({ cookies }) => cookies.length > 0)).toHaveLength(1);
  });
});
