import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerApiRoutes } from '../../src/api/register-api-routes.ts';
import { page as answerPage, json } from '../../src/http/answer/answer.ts';
import { defineRoute } from '../../src/http/route/route.ts';
import { createGuards } from '../../src/server/create-guards.ts';
import { stagedoorPlugin } from '../../src/server/stagedoor-plugin.ts';
import { registerPages } from '../../src/web/register-pages.ts';
import { Browser } from '../support/browser.ts';
import { openSite, type Site } from '../support/open-site.ts';
import { addPerson, PASSWORD, signIn } from '../support/people.ts';

const record = { method: 'GET', issues: 'none', access: 'authenticated', csrf: 'none' } as const;
const club = defineRoute({
  ...record,
  name: 'club',
  path: '/api/test/club/',
  needs: { verified: true },
  handler: () => json({ done: true }),
});
const desk = defineRoute({
  ...record,
  name: 'desk',
  path: '/api/test/desk/',
  needs: { verified: true, staff: true },
  handler: () => json({ done: true }),
});
const page = defineRoute({
  ...record,
  name: 'club-page',
  path: '/club/',
  needs: { verified: true },
  handler: () => answerPage('<p>done</p>'),
});
const PROVE = { detail: 'You must verify your email address to perform this action.' };
const DENIED = { detail: 'You do not have permission to perform this action.' };
const NOBODY = { detail: 'Authentication credentials were not provided.' };

let site: Site;
let mounted: FastifyInstance;
beforeAll(async () => {
  site = await openSite({
    env: { UNVERIFIED_MAY_LOG_IN: 'true', LOGIN_AFTER_SIGNUP: 'true', EMAIL_REQUIRED: 'false' },
    server: {
      extend: (app, context) => {
        registerApiRoutes(app, context, [club, desk]);
        registerPages(app, context, [page]);
      },
    },
  });
  await addPerson(site);
  mounted = Fastify();
  await mounted.register(stagedoorPlugin, { stagedoor: site.stagedoor });
  const guards = createGuards(site.stagedoor);
  mounted.get('/club/', { preHandler: guards.requireVerified }, async () => ({ done: true }));
});
afterAll(async () => {
  await mounted.close();
  await site.close();
});

async function newcomer(username: string, email: string, browser = site.browser()): Promise<Browser> {
  const form = { username, email, password: PASSWORD, password_confirm: PASSWORD };
  const { statusCode, body } = await browser.post('/api/signup/', form);
  if (statusCode !== 201 && statusCode !== 200) throw new Error(body);
  return browser;
}

const said = async (browser: Browser, path: string) => {
  const answer = await browser.get(path);
  return [answer.statusCode, answer.json()];
};

describe('the rule of who has proved an address', () => {
  it('lets in who has, and tells the others what is wanting', async () => {
    expect(await said(await signIn(site), club.path)).toEqual([200, { done: true }]);
    expect(await said(await newcomer('ben', 'ben@mail.example'), club.path)).toEqual([403, PROVE]);
    expect(await said(await newcomer('cleo', ''), club.path)).toEqual([403, PROVE]);
    expect(await said(site.browser(), club.path)).toEqual([401, NOBODY]);
  });

  it('asks for no proof where the proof would not do', async () => {
    expect(await said(await newcomer('dora', 'dora@mail.example'), desk.path)).toEqual([403, DENIED]);
    expect(await said(await signIn(site), desk.path)).toEqual([403, DENIED]);
  });

  it('leads a stranger who opens a page to the log-in, and refuses others there', async () => {
    const stranger = await site.browser().get(page.path, { accept: 'text/html' });
    expect([stranger.statusCode, stranger.headers.location]).toEqual([302, '/accounts/login/?next=/club/']);
    const waiting = await newcomer('elsa', 'elsa@mail.example');
    const refused = await waiting.get(page.path, { accept: 'text/html' });
    expect([refused.statusCode, refused.body.includes('Confirm your address first')]).toEqual([403, true]);
  });

  it('is a guard, too', async () => {
    const open = () => new Browser(mounted, site.stagedoor.config.publicUrl);
    const program = await open().get('/club/');
    expect([program.statusCode, program.json()]).toEqual([401, NOBODY]);
    const person = await open().get('/club/', { accept: 'text/html' });
    expect([person.statusCode, person.headers.location]).toEqual([302, '/accounts/login/?next=/club/']);
    expect(await said(await newcomer('fina', 'fina@mail.example', open()), '/club/')).toEqual([403, PROVE]);
    const ana = open();
    await ana.post('/api/login/', { username: 'ana', password: PASSWORD });
    expect(await said(ana, '/club/')).toEqual([200, { done: true }]);
  });
});
