import { afterEach, describe, expect, it } from 'vitest';
import { minutes } from '../../src/core/clock.ts';
import { databases } from '../support/databases.ts';
import { NEW_PASSWORD, openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

const OWNER = 'ana@mail.example';
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
    await site.addPerson('ana');
    return site;
  }

  const post = (site: RealSite, url: string, payload: object, remoteAddress = '198.51.100.7') =>
    site.app.inject({ method: 'POST', url, payload, remoteAddress });
  const askForReset = (site: RealSite, from?: string) =>
    post(site, '/api/password/reset/', { email: OWNER }, from);
  const letters = async (site: RealSite) => (await site.mails()).filter(({ to }) => to === OWNER);

  async function resetBy(site: RealSite, text: string, password: string) {
    const link = /^https?:\/\/\S+$/m.exec(text)?.[0] ?? '';
    const [uid = '', token = ''] = new URL(link).pathname.split('/').slice(-3);
    return (
      await post(site, '/api/password/reset/confirm/', {
        uid,
        token,
        new_password1: password,
        new_password2: password,
      })
    ).statusCode;
  }

  it('resets after strangers asked for every other letter there is', async () => {
    const site = await openSite();
    for (const from of STRANGERS) {
      await post(site, '/api/activation/', { email: OWNER }, from);
      const account = { email: OWNER, username: `x${from}`, password1: PASSWORD, password2: PASSWORD };
      await post(site, '/api/signup/', account, from);
    }
    const before = (await letters(site)).length;
    expect((await askForReset(site)).statusCode).toBe(200);
    const after = await letters(site);
    expect(after).toHaveLength(before + 1);
    expect(await resetBy(site, after[0]?.text ?? '', NEW_PASSWORD)).toBe(200);
  });

  it('resets by any of the letters that came, after strangers asked for a reset over and over', async () => {
    const site = await openSite();
    await askForReset(site);
    const own = (await letters(site))[0]?.text ?? '';
    for (const from of STRANGERS.slice(0, 4)) await askForReset(site, from);
    expect(await letters(site)).toHaveLength(5);
    for (const from of STRANGERS) await askForReset(site, from);
    expect(await letters(site)).toHaveLength(5);
    expect(await resetBy(site, own, NEW_PASSWORD)).toBe(200);
  });

  it('finds a link that opens the account at every moment of a day of strangers’ wishes', async () => {
    const site = await openSite({ PASSWORD_RESET_TIMEOUT: '600' });
    for (let round = 0; round < 40; round += 1) {
      await askForReset(site, STRANGERS[round % STRANGERS.length]);
      const newest = (await letters(site))[0]?.text ?? '';
      const { uid, token } = linkIn(newest);
      const page = await site.app.inject({ method: 'GET', url: `/accounts/reset/${uid}/${token}/` });
      expect([round, page.statusCode]).toEqual([round, 302]);
      site.clock.advance(minutes(7));
    }
  });
});

function linkIn(text: string) {
  const link = /^https?:\/\/\S+$/m.exec(text)?.[0] ?? '';
  const [uid = '', token = ''] = new URL(link).pathname.split('/').slice(-3);
  return { uid, token };
}
