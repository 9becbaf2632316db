import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ExtraFields } from '../../src/core/user/extra-field.ts';
import { defineMail } from '../../src/create-stagedoor/define-mail.ts';
import type { FeatureParts } from '../../src/create-stagedoor/feature.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { databases } from '../support/databases.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/* The flags of a profile decide what is mailed, and a link in each notice stops it without a log-in (RFC 8058). */

const extraFields = {
  email_notifications: {
    type: 'boolean',
    default: true,
    notices: 'account',
    atSignUp: true,
    label: { en: 'News of my account by email', es: 'Novedades de mi cuenta por correo' },
  },
  marketing_emails: { type: 'boolean', default: false, notices: 'marketing', label: 'Offers' },
} as const satisfies ExtraFields;

const offer = defineMail('offer', { notice: 'marketing' });
const bill = defineMail('bill');
const write = (subject: string) => () => ({
  subject,
  pieces: [{ piece: 'paragraph' as const, text: 'Seats are left.' }],
  footer: 'From the shop.',
});
const shop = defineFeature({
  name: 'shop',
  mails: [offer.writtenBy(write('An offer')), bill.writtenBy(write('A bill'))],
  useCases: ({ transact }: FeatureParts<object>) => ({
    send: (kind: typeof offer, to: { readonly id: number } | string) =>
      transact(({ sendMail }) => sendMail(kind, { to, language: 'en', data: null })),
  }),
});
type Send = { readonly send: (kind: typeof offer, to: { readonly id: number } | string) => Promise<string> };

describe.each(databases)('a notice on $database', ({ open }) => {
  let site: RealSite;
  let drop: () => Promise<void>;
  let people = 0;
  let ana: Awaited<ReturnType<RealSite['addPerson']>>;
  beforeAll(async () => {
    const database = await open();
    drop = database.drop;
    site = await openRealSite({
      env: database.env,
      config: { extraFields },
      features: [shop],
    });
  });
  afterAll(async () => {
    await site.close();
    await drop();
  });
  beforeEach(async () => {
    people += 1;
    ana = await site.addPerson(`ana${people}`);
  });

  const send = (kind = offer, to: { readonly id: number } | string = ana) =>
    (site.stagedoor.features as unknown as { shop: Send }).shop.send(kind, to);
  const choose = (fields: object) =>
    site.stagedoor.useCases.user.change({ by: 'operator', userId: ana.id, extra: { ...fields } });
  const mailsTo = async (email: string) => (await site.mails()).filter(({ to }) => to === email);
  const flags = async () => (await site.stagedoor.useCases.user.findById({ userId: ana.id }))?.extra;

  /** The address in the offer that Ana just got. */
  async function linkOfOffer(): Promise<string> {
    await choose({ marketing_emails: true });
    expect(await send()).toBe('queued');
    const { stopUrl = '' } = (await mailsTo(ana.email))[0] ?? {};
    return new URL(stopUrl).pathname;
  }

  const post = (url: string, more: object = {}) =>
    site.app.inject({
      method: 'POST',
      url,
      payload: 'List-Unsubscribe=One-Click',
      headers: { host: '127.0.0.1:8000', 'content-type': 'application/x-www-form-urlencoded', ...more },
    });

  it('leaves only for whoever wants its kind, as they said in the API', async () => {
    expect([await send(), await flags()]).toEqual([
      'unwanted',
      { email_notifications: true, marketing_emails: false },
    ]);
    await choose({ marketing_emails: true });
    expect(await send()).toBe('queued');
    const [mail] = await mailsTo(ana.email);
    const link = /^http:\/\/127\.0\.0\.1:8000\/accounts\/notices\/marketing\.[\w-]+\.[\w-]+\/$/;
    expect(mail?.stopUrl).toMatch(link);
    expect(mail?.text).toContain(`Stop these emails:\n${mail?.stopUrl}\n`);
    expect(mail?.html).toContain(`href="${mail?.stopUrl}"`);
  });

  it('does not leave where it is stopped while it waits', async () => {
    await choose({ marketing_emails: true });
    await send();
    await choose({ marketing_emails: false });
    expect(await mailsTo(ana.email)).toEqual([]);
  });

  it('is left out, and what is none comes all the same and has no way to stop it', async () => {
    await choose({ email_notifications: false, marketing_emails: false });
    expect(await send(bill)).toBe('queued');
    await site.stagedoor.useCases.password.setFor({
      by: 'operator',
      userId: ana.id,
      password: `${PASSWORD}-2`,
    });
    const mails = await mailsTo(ana.email);
    expect(mails.map(({ subject, stopUrl }) => [subject, stopUrl])).toEqual([
      [expect.stringContaining('password'), undefined],
      ['A bill', undefined],
    ]);
  });

  it.each([
    ['a form', 'List-Unsubscribe=One-Click', 'application/x-www-form-urlencoded'],
    [
      'a form of parts',
      '--b\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
      'multipart/form-data; boundary=b',
    ],
  ])('is stopped by one post without a cookie, as %s, and again is as once', async (_, payload, type) => {
    const url = await linkOfOffer();
    for (const origin of ['https://mail.example', 'null']) {
      const answer = await site.app.inject({
        method: 'POST',
        url,
        payload,
        headers: { host: '127.0.0.1:8000', 'content-type': type, origin, 'sec-fetch-site': 'cross-site' },
      });
      expect([answer.statusCode, answer.headers.location]).toEqual([200, undefined]);
      expect(answer.body).toContain('These emails have stopped');
      expect(await flags()).toEqual({ email_notifications: true, marketing_emails: false });
    }
    const { rows } = await site.stagedoor.useCases.audit.list({ userId: ana.id, action: 'profile-change' });
    expect(rows.filter(({ detail }) => detail.by === 'mailed-link')).toEqual([
      expect.objectContaining({ detail: { fields: 'marketing_emails', by: 'mailed-link' } }),
    ]);
    expect(await send()).toBe('unwanted');
  });

  it('is stopped by nobody who only looks, and by the button of the page', async () => {
    const url = await linkOfOffer();
    const page = await site.visitor({ 'accept-language': 'es' }).open(url);
    expect(page.text).toContain('Esto desactiva «Offers»');
    expect(await flags()).toMatchObject({ marketing_emails: true });
    const visitor = site.visitor();
    await visitor.open(url);
    expect((await visitor.submit({})).text).toContain('“Offers” is switched off');
    expect(await flags()).toMatchObject({ marketing_emails: false });
  });

  it('is stopped by no link that was not mailed for it', async () => {
    const url = await linkOfOffer();
    const eve = await site.addPerson(`eve${people}`);
    const [, , , key = ''] = url.split('/');
    const [kind, uid, signature] = key.split('.');
    const other = Buffer.from(String(eve.id)).toString('base64url');
    const forged = [
      [kind, other, signature],
      ['account', uid, signature],
      [kind, uid, 'A'.repeat(43)],
      [kind, uid],
      ['constructor', uid, signature],
    ].map((parts) => `/accounts/notices/${parts.join('.')}/`);
    for (const path of [...forged, '/accounts/notices/%00/', `/accounts/notices/${'a.'.repeat(900)}/`]) {
      const answer = await post(path);
      expect([path, answer.statusCode < 500 && answer.statusCode >= 400]).toEqual([path, true]);
    }
    expect(await flags()).toEqual({ email_notifications: true, marketing_emails: true });
  });

  it('goes to no address alone', async () => {
    await expect(send(offer, 'ana@mail.example')).rejects.toThrow('go to users');
  });

  it('is chosen on the page of the profile, in its reader’s words', async () => {
    const visitor = await site.loggedIn(ana.username, { 'accept-language': 'es' });
    const page = await visitor.open('/accounts/profile/');
    expect(page.text).toContain('Novedades de mi cuenta por correo');
    await visitor.submit({ marketing_emails: 'on' });
    expect(await flags()).toEqual({ email_notifications: true, marketing_emails: true });
  });

  it('welcomes nobody who wanted none at their sign-up', async () => {
    for (const [username, said] of [
      [`no${people}`, false],
      [`yes${people}`, true],
    ] as const) {
      const email = `${username}@mail.example`;
      const fields = {
        username,
        email,
        password: PASSWORD,
        password_confirm: PASSWORD,
        email_notifications: said,
      };
      const signedUp = await site.app.inject({
        method: 'POST',
        url: '/api/signup/',
        payload: fields,
        headers: { host: '127.0.0.1:8000' },
      });
      expect(signedUp.statusCode, signedUp.body).toBe(201);
      const key = (await site.mailedPath(email)).split('/')[3];
      await site.app.inject({
        method: 'POST',
        url: '/api/activation/confirm/',
        payload: { key },
        headers: { host: '127.0.0.1:8000' },
      });
      const mails = (await mailsTo(email)).map(({ subject }) => subject.split(' ')[0]);
      expect(mails).toEqual(said ? ['Welcome', 'Activate'] : ['Activate']);
    }
  });
});

describe('notices that nobody could steer', () => {
  const start = (fields: object, features = [shop]) =>
    createStagedoor({
      env: { NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: 'sqlite::memory:' },
      config: { extraFields: fields as ExtraFields },
      features,
    });
  const flag = { type: 'boolean', default: true };

  it.each([
    ['no field for a kind', {}, 'no extra field of users says notices'],
    ['two fields for one', { a: { ...flag, notices: 'x' }, b: { ...flag, notices: 'x' } }, 'a says already'],
    [
      'a field that its owner may not change',
      { a: { ...flag, notices: 'x', editable: false } },
      'editable: false',
    ],
    [
      'a field that is no truth',
      { a: { type: 'text', maxLength: 9, default: '', notices: 'x' } },
      'notices is not known',
    ],
    ['a kind that is no word', { a: { ...flag, notices: 'A word' } }, 'a word such as marketing'],
    ['a label without English', { a: { ...flag, label: { es: 'Sí' } } }, 'with en among them'],
  ])('do not start: %s', async (_, fields, sentence) => {
    await expect(start(fields)).rejects.toThrow(sentence);
  });
});
