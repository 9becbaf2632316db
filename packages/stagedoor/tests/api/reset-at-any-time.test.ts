import { afterEach, describe, expect, it } from 'vitest';
import { hours, minutes } from '../../src/core/kernel/clock.ts';
import { databases } from '../support/databases.ts';
import { NEW_PASSWORD, openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const OWNER = 'ana@mail.example';
const djoser = {
  DJOSER_PATH: '/auth/',
  USERNAME_RESET_CONFIRM_URL: '/username/reset/{uid}/{token}',
};
const STRANGERS = Array.from({ length: 6 }, (_, index) => `203.0.113.${index + 1}`);

let close = async () => {};
afterEach(() => close());

describe.each(databases)('the owner of an account on $database', ({ open }) => {
  async function openSite(env: Record<string, string> = {}) {
    const database = await open();
    const site = await openRealSite({ env: { ...database.env, ...env } });
    close = async () => {
      await site.close();
      await database.drop();
    };
    return site;
  }

  const owners: Record<string, (site: RealSite) => Promise<unknown>> = {
    proved: (site) => site.addPerson('ana'),
    'has yet to prove': (site) =>
      post(site, '/api/signup/', {
        email: OWNER,
        username: 'ana',
        password: PASSWORD,
        password_confirm: PASSWORD,
      }),
  };

  const post = (site: RealSite, url: string, payload: object, remoteAddress = '198.51.100.7') =>
    site.app.inject({ method: 'POST', url, payload, remoteAddress });
  const askForReset = (site: RealSite, from?: string) =>
    post(site, '/api/password/reset/', { email: OWNER }, from);
  async function everybodyAsks(site: RealSite, strangers: readonly string[]) {
    for (const from of strangers) expect((await askForReset(site, from)).statusCode).toBe(200);
  }
  const mails = async (site: RealSite) => (await site.mails()).filter(({ to }) => to === OWNER);

  async function resetBy(site: RealSite, text: string, password: string) {
    const { uid, token } = linkIn(text);
    return (
      await post(site, '/api/password/reset/confirm/', {
        uid,
        token,
        new_password1: password,
        new_password2: password,
      })
    ).statusCode;
  }

  it('resets after strangers asked for every other e-mail there is', async () => {
    const site = await openSite(djoser);
    await site.addPerson('ana');
    for (const [index, from] of STRANGERS.entries()) {
      const account = { email: OWNER, username: `stranger${index}`, password: PASSWORD };
      const statuses = [
        await post(site, '/api/activation/', { email: OWNER }, from),
        await post(site, '/api/signup/', { ...account, password_confirm: PASSWORD }, from),
        await post(site, '/auth/users/reset_username/', { email: OWNER }, from),
      ].map(({ statusCode }) => statusCode);
      expect(statuses).toEqual([200, 201, 204]);
    }
    const before = (await mails(site)).map(({ subject }) => subject);
    expect(new Set(before)).toEqual(
      new Set(['You already have an account on Stagedoor', 'Username reset on Stagedoor']),
    );
    expect(before).toHaveLength(10);
    expect((await askForReset(site)).statusCode).toBe(200);
    const after = await mails(site);
    expect(after).toHaveLength(before.length + 1);
    expect(await resetBy(site, after[0]?.text ?? '', NEW_PASSWORD)).toBe(200);
  });

  it('resets by any of the e-mails that came, after strangers asked for a reset over and over', async () => {
    const site = await openSite();
    await site.addPerson('ana');
    expect((await askForReset(site)).statusCode).toBe(200);
    const own = (await mails(site))[0]?.text ?? '';
    await everybodyAsks(site, STRANGERS.slice(0, 4));
    expect(await mails(site)).toHaveLength(5);
    await everybodyAsks(site, STRANGERS);
    expect(await mails(site)).toHaveLength(5);
    expect(await resetBy(site, own, NEW_PASSWORD)).toBe(200);
  });

  it.each(Object.entries(owners))(
    'who %s the address finds a link that opens the account at every look into five hours of strangers’ wishes',
    async (_, addOwner) => {
      const site = await openSite({ PASSWORD_RESET_TIMEOUT: '600', UNVERIFIED_MAY_LOG_IN: 'true' });
      await addOwner(site);
      const end = site.clock.now().getTime() + hours(5);
      for (let round = 0; site.clock.now().getTime() < end; round += 1) {
        const from = STRANGERS[round % STRANGERS.length];
        expect([round, (await askForReset(site, from)).statusCode]).toEqual([round, 200]);
        const { uid, token } = linkIn((await mails(site))[0]?.text ?? '');
        const page = await site.app.inject({ method: 'GET', url: `/accounts/reset/${uid}/${token}/` });
        expect([round, page.statusCode]).toEqual([round, 302]);
        site.clock.advance(minutes(7));
      }
    },
  );
});

function linkIn(text: string) {
  const link = /^https?:\/\/\S+$/m.exec(text)?.[0] ?? '';
  const [uid = '', token = ''] = new URL(link).pathname.split('/').slice(-3);
  return { uid, token };
}
