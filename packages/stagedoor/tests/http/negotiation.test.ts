import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerApiRoutes } from '../../src/api/register-api-routes.ts';
import { json } from '../../src/http/answer/answer.ts';
import { textField } from '../../src/http/request/input-reader.ts';
import { defineRoute } from '../../src/http/route/route.ts';
import type { ServerOptions } from '../../src/server/server-options.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';

const takesText = {
  method: 'POST',
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  personalTokens: true,
  schema: { body: Type.Object({ text: textField() }) },
  handler: () => json({ done: true }),
} as const;
const note = defineRoute({ ...takesText, name: 'note', path: '/api/test/notes/' });
const notice = defineRoute({
  ...takesText,
  name: 'notice',
  path: '/api/test/notices/',
  needs: { staff: true },
});
const mail = defineRoute({
  ...takesText,
  name: 'letter',
  path: '/api/test/letters/',
  needs: { verified: true },
});
const petition = defineRoute({
  ...takesText,
  name: 'petition',
  path: '/api/test/petitions/',
  access: 'anyone',
  credentials: 'none',
  csrf: 'exempt',
});
const petitions = defineRoute({
  name: 'petitions',
  method: 'GET',
  path: petition.path,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  handler: () => json([]),
});
const extend: ServerOptions['extend'] = (app, context) =>
  registerApiRoutes(app, context, [note, notice, mail, petition, petitions]);

let site: Site;
beforeAll(async () => {
  site = await openSite({
    server: { extend },
    config: {
      extraFields: {
        phone: { type: 'text', maxLength: 20, default: '', label: 'Telephone', atSignUp: true },
      },
    },
  });
  await addPerson(site);
});
afterAll(() => site.close());

const me = (accept: string | null, format = '') =>
  site.browser().get(`/api/users/me/${format}`, accept === null ? {} : { accept });

describe('the format of an answer', () => {
  it.each<[format: string, accept: string | null, status: number]>([
    ['?format=json', null, 401],
    ['?format=json', 'application/json', 401],
    ['?format=json', 'text/html,*/*;q=0.8', 401],
    ['?format=json', 'text/html', 406],
    ['?format=', null, 401],
    ['?format=xml', null, 404],
    ['?format=xml', 'text/html', 404],
    ['?format=json&format=json', null, 404],
    // Nobody opens the API on pages here: BROWSABLE_API is off.
    ['?format=api', null, 404],
    ['?format=api', 'text/html', 404],
    ['', 'text/html,application/xhtml+xml,*/*;q=0.8', 401],
  ])('is chosen by %s with Accept %s: %i', async (format, accept, status) => {
    const answer = await me(accept, format);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('application/json');
    if (status === 404) expect(answer.json()).toEqual({ detail: 'Not found.' });
  });

  it('is indented as deep as Accept asks, eight at most', async () => {
    const asked = (indent: string) => me(`text/html;q=0, application/json; indent=${indent}`);
    const body = { detail: 'Authentication credentials were not provided.' };
    expect((await asked('4')).body).toBe(JSON.stringify(body, null, 4));
    expect((await asked('999')).body).toBe(JSON.stringify(body, null, 8));
    expect((await asked('0')).body).toBe(JSON.stringify(body));
    expect((await asked('x')).body).toBe(JSON.stringify(body));
    const ana = await signIn(site);
    const mine = await ana.get('/api/users/me/', { accept: 'application/json; indent=2' });
    expect(mine.body).toBe(JSON.stringify(mine.json(), null, 2));
    expect(mine.headers['content-length']).toBe(String(Buffer.byteLength(mine.body)));
  });
});

describe('Vary', () => {
  const vary = async (answer: Promise<{ headers: Record<string, unknown> }>) => (await answer).headers.vary;

  it('names what decided: Accept, the cookies that were read, the header that was', async () => {
    const stranger = site.browser();
    const ana = await signIn(site);
    const { token } = (
      await stranger.post('/api-token-auth/', { username: 'ana', password: PASSWORD })
    ).json();
    const byToken = { authorization: `Token ${token}` };
    expect(await vary(stranger.post('/api/token/', { username: 'ana', password: PASSWORD }))).toBe('Accept');
    expect(await vary(stranger.get('/api/users/me/'))).toBe('Accept, Cookie');
    expect(await vary(ana.get('/api/users/me/'))).toBe('Accept, Cookie');
    expect(await vary(ana.get('/api/users/me/', byToken))).toBe('Accept, Cookie, Authorization');
    expect(await vary(stranger.get('/api/users/me/', byToken))).toBe('Accept, Cookie, Authorization');
    const forged = { authorization: 'Token x' };
    expect(await vary(stranger.get('/api/users/me/', forged))).toBe('Accept, Cookie, Authorization');
  });

  it('and Allow stand on empty answers too', async () => {
    const ana = await signIn(site);
    const { id } = (await ana.post('/api/users/me/emails/', { email: 'other@mail.example' })).json();
    const { statusCode, headers } = await ana.send('DELETE', `/api/users/me/emails/${id}/`);
    expect([statusCode, headers.allow, headers.vary]).toEqual([
      204,
      'GET, PATCH, DELETE, HEAD, OPTIONS',
      'Accept, Cookie',
    ]);
  });

  it('names Accept on pages, whose address may have JSON too', async () => {
    const page = await site.browser().get('/login/', { accept: 'text/html' });
    expect([page.statusCode, page.headers.vary]).toEqual([200, 'Accept, Accept-Language, Cookie']);
  });
});

describe('OPTIONS', () => {
  const options = (url: string, by = site.browser(), headers = {}) => by.request('OPTIONS', url, { headers });

  it('describes an address: its name, what it is for, what goes in and out', async () => {
    const answer = await options('/api/users/me/sessions/');
    expect([answer.statusCode, answer.headers.allow, answer.json()]).toEqual([
      200,
      'GET, DELETE, HEAD, OPTIONS',
      {
        name: 'Session List',
        description: 'The user’s own live sessions, latest activity first.',
        renders: ['application/json'],
        parses: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
      },
    ]);
  });

  it('tells the fields to who may send them, and to nobody else', async () => {
    const ana = await signIn(site);
    expect(Object.keys((await options('/api/users/me/emails/', ana)).json().actions)).toEqual(['POST']);
    const signUp = (await options('/api/signup/')).json();
    expect(signUp.actions.POST).toMatchObject({
      email: { type: 'string', required: true, read_only: false, label: 'Email' },
      username: { required: true },
      password_confirm: { label: 'Password confirm' },
      first_name: { required: false },
      phone: { type: 'string', required: false, label: 'Telephone', max_length: 20 },
    });
    expect((await options('/api/signup/', ana)).json().actions).toBeUndefined();
  });

  const fieldsFor = async (url: string, by: ReturnType<Site['browser']>, headers = {}) => {
    const answer = await by.request('OPTIONS', url, { headers });
    expect(answer.statusCode).toBe(200);
    return Object.keys(answer.json().actions?.POST ?? {});
  };

  it('tells no fields to whom the route refuses for want of rights', async () => {
    await addPerson(site, 'chief', { isStaff: true });
    expect(await fieldsFor(notice.path, await signIn(site))).toEqual([]);
    expect(await fieldsFor(notice.path, await signIn(site, 'chief'))).toEqual(['text']);
    expect(await fieldsFor(mail.path, await signIn(site))).toEqual(['text']);
  });

  it('tells no fields to whom the route refuses until their address is proved', async () => {
    const env = { UNVERIFIED_MAY_LOG_IN: 'true', LOGIN_AFTER_SIGNUP: 'true' };
    const early = await openSite({ env, server: { extend } });
    const ben = early.browser();
    const names = { username: 'ben', email: 'ben@mail.example' };
    await ben.post('/api/signup/', { ...names, password: PASSWORD, password_confirm: PASSWORD });
    expect(await fieldsFor(mail.path, ben)).toEqual([]);
    expect(await fieldsFor(note.path, ben)).toEqual(['text']);
    await early.close();
  });

  it('tells no fields to a token whose scope the route is out of', async () => {
    const ana = await signIn(site);
    const tokenFor = async (methods: 'read' | 'write') => {
      const made = await ana.post('/api/users/me/tokens/', { name: methods, permissions: [], methods });
      return { authorization: `Bearer ${made.json().token}` };
    };
    const [reading, writing] = [await tokenFor('read'), await tokenFor('write')];
    expect(await fieldsFor(note.path, site.browser(), reading)).toEqual([]);
    expect(await fieldsFor(note.path, site.browser(), writing)).toEqual(['text']);
    expect(await fieldsFor('/api/users/me/tokens/', ana)).not.toEqual([]);
    expect(await fieldsFor('/api/users/me/tokens/', site.browser(), writing)).toEqual([]);
    // Who sends this is looked at by nobody, whoever reads the list beside it.
    expect(await fieldsFor(petition.path, site.browser(), reading)).toEqual(['text']);
  });

  it('names kinds as REST framework does', async () => {
    const ana = await signIn(site);
    const { language } = (await options('/api/users/me/', ana)).json().actions.PATCH;
    expect(language).toEqual({
      type: 'choice',
      required: false,
      read_only: false,
      label: 'Language',
      help_text: 'The tag of a language that the site has, such as `es` (BCP 47); null for none.',
      choices: [
        { value: 'en', display_name: 'English' },
        { value: 'es', display_name: 'Español' },
      ],
    });
    const { remember_me } = (await options('/api/login/')).json().actions.POST;
    expect(remember_me.type).toBe('boolean');
  });

  it('refuses what a GET refuses, and tells a forged token what it tells a stranger', async () => {
    expect((await options('/api/users/me/', site.browser(), { accept: 'text/csv' })).statusCode).toBe(406);
    const forged = await options('/api/users/me/', site.browser(), { authorization: 'Bearer x' });
    const stranger = await options('/api/users/me/', site.browser());
    expect([forged.statusCode, forged.json()]).toEqual([stranger.statusCode, stranger.json()]);
  });

  it('of a page says its methods and nothing else', async () => {
    const answer = await options('/accounts/profile/');
    expect([answer.statusCode, answer.body, answer.headers.allow]).toEqual([
      200,
      '',
      'GET, POST, HEAD, OPTIONS',
    ]);
  });
});
