import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AccountsError, defineFeature, type Feature } from 'stagedoor';
import { openTestSite, type TestSite } from 'stagedoor/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inCheckout } from '../../../../scripts/workplace/checkout.ts';
import { Browser } from '../support/browser.ts';
import { databases } from '../support/databases.ts';
import { frontEndEnv } from '../support/every-api-route.ts';
import { codeBlocks, readDocument } from './markdown.ts';

const blocked = new Set<string>();
/** Written beside the two of the guide: whom the site lets in changes from one moment to the next. */
const bouncer = defineFeature({
  name: 'bouncer',
  hooks: () => ({
    async beforeLogIn({ user }) {
      if (blocked.has(user.username ?? '')) throw new AccountsError({ code: 'permission-denied' });
    },
  }),
});

/** The two features of the guide as they stand there, over the package as it is published. */
async function featuresOfGuide(folder: string): Promise<readonly Feature[]> {
  const blocks = codeBlocks(readDocument('docs/guides/stages.md')).filter(
    ({ language }) => language === 'tsx',
  );
  const modules = await Promise.all(
    blocks.map(async ({ code }, index) => {
      const path = join(folder, `feature-${index}.tsx`);
      // As a site's tsconfig.json says it.
      writeFileSync(path, `/** @jsxImportSource preact */\n${code}`);
      return (await import(pathToFileURL(path).href)) as Record<string, Feature>;
    }),
  );
  return modules.flatMap((module) => Object.values(module));
}

const NEW_PASSWORD = 'nine-herons-over-the-lake';

describe.each(databases)('the stages of the guide, on $database', ({ open }) => {
  let site: TestSite;
  let drop: () => Promise<void>;
  let folder: string;
  let names = 0;
  beforeAll(async () => {
    folder = mkdtempSync(inCheckout('packages', 'community', '.guide-'));
    const database = await open();
    drop = database.drop;
    site = await openTestSite({
      features: [...(await featuresOfGuide(folder)), bouncer],
      env: {
        ...frontEndEnv,
        ...database.env,
        API_AUTHENTICATION: 'session,jwt-cookie,token,jwt,basic',
        LIMIT_LOGIN_PER_SOURCE: '1000/1m',
        LIMIT_PASSWORD_PER_USER: '7/1h',
      },
    });
  });
  afterAll(async () => {
    await site.close();
    await drop();
    rmSync(folder, { recursive: true });
  });

  const browser = () => new Browser(site.app, site.stagedoor.config.publicUrl);
  const html = { accept: 'text/html' };
  const isOver = ({ headers }: Awaited<ReturnType<Browser['post']>>) =>
    headers['refusal-code'] === 'flow-ended';
  const isNobody = ({ headers }: Awaited<ReturnType<Browser['post']>>) =>
    headers['refusal-code'] === 'not-authenticated';
  const isNothingLeft = ({ statusCode, headers }: Awaited<ReturnType<Browser['post']>>) =>
    statusCode === 409 && headers['refusal-code'] === 'stage-not-pending';
  async function addMember(isStaff: boolean) {
    names += 1;
    const user = await site.createUser({ username: `member${names}`, isStaff });
    return { username: user.username ?? '', password: user.password, email: user.email, id: user.id };
  }
  type Member = Awaited<ReturnType<typeof addMember>>;
  const typed = ({ username, password }: Member) => ({ username, password });

  async function logInOnPage(visitor: Browser, member: Member) {
    await visitor.get('/accounts/login/', html);
    const fields = { ...typed(member), next: '/accounts/profile/' };
    return await visitor.form('/accounts/login/', fields, html);
  }

  describe('terms to accept, before use', () => {
    let ana: Member;
    let program: Browser;
    beforeEach(async () => {
      ana = await addMember(false);
      program = browser();
    });

    it('are told to a program with where to accept them, and then all is open', async () => {
      const told = await program.post('/api/login/', typed(ana));
      const stage = {
        detail: 'Accept the terms of use first.',
        code: 'stage-required',
        stage: 'terms.accept',
        stage_url: '/api/terms/',
      };
      expect([told.statusCode, told.json()]).toEqual([403, stage]);
      const elsewhere = await program.get('/api/users/me/');
      expect([elsewhere.statusCode, elsewhere.json()]).toEqual([403, stage]);
      const before = program.cookie('sessionid');
      const done = await program.post(told.json().stage_url);
      expect([done.statusCode, done.json()]).toEqual([
        200,
        { message: 'Login successful', username: ana.username },
      ]);
      expect(program.cookie('sessionid')).not.toBe(before);
      expect((await program.get('/api/users/me/')).json()).toMatchObject({ id: ana.id });
      expect((await browser().post('/api/login/', typed(ana))).statusCode).toBe(200);
    });

    it('keep tokens of every kind back until they are accepted', async () => {
      for (const url of ['/api/token/', '/api-token-auth/', '/auth/token/login/', '/dj-rest-auth/login/']) {
        const told = await browser().post(url, typed(ana));
        expect([url, told.statusCode, told.json().stage]).toEqual([url, 403, 'terms.accept']);
        expect(told.json()).not.toHaveProperty('flow');
      }
      await program.post('/api/login/', typed(ana));
      await program.post('/api/terms/');
      expect((await browser().post('/api/token/', typed(ana))).statusCode).toBe(200);
    });

    it('lead a browser to their page, and on to where it was going', async () => {
      const led = await logInOnPage(program, ana);
      expect([led.statusCode, led.headers.location]).toEqual([302, '/terms/?next=/accounts/profile/']);
      expect((await program.get('/accounts/profile/', html)).headers.location).toBe(
        '/terms/?next=/accounts/profile/',
      );
      const page = await program.get('/terms/?next=/accounts/profile/', html);
      expect(page.body).toContain('I accept them');
      const done = await program.form('/terms/', { next: '/accounts/profile/' }, html);
      expect([done.statusCode, done.headers.location]).toEqual([302, '/accounts/profile/']);
      expect((await program.get('/accounts/profile/', html)).statusCode).toBe(200);
    });

    it('are accepted by the session that waits, and by none that is open nor by any token', async () => {
      await program.post('/api/login/', typed(ana));
      await program.post('/api/terms/');
      expect(isNothingLeft(await program.post('/api/terms/'))).toBe(true);
      for (const [url, scheme] of [
        ['/api/token/', 'Bearer'],
        ['/api-token-auth/', 'Token'],
      ] as const) {
        const { access, token } = (await browser().post(url, typed(ana))).json();
        const authorization = `${scheme} ${access ?? token}`;
        expect(isNothingLeft(await browser().post('/api/terms/', {}, { authorization }))).toBe(true);
      }
      expect((await program.get('/api/users/me/')).json()).toMatchObject({ id: ana.id });
    });

    it('lead on whoever comes back to their page once they are accepted: by Back, a second tab, another click', async () => {
      await logInOnPage(program, ana);
      const next = { next: '/accounts/security/' };
      await program.form('/terms/', next, html);
      const tries = [
        await program.form('/terms/', next, html),
        await program.get('/terms/?next=/accounts/security/', html),
      ];
      for (const { statusCode, headers } of tries) {
        expect([statusCode, headers.location]).toEqual([302, '/accounts/security/']);
      }
      const aimless = [
        await program.form('/terms/', {}, html),
        await program.get('/terms/', html),
        await program.get('/terms/?next=https://evil.example/', html),
      ];
      for (const { statusCode, headers } of aimless) {
        expect([statusCode, headers.location]).toEqual([302, '/accounts/profile/']);
      }
    });

    it('say what they are, where they are to be read, and how to go without them', async () => {
      await logInOnPage(program, ana);
      const page = await program.get('/terms/', html);
      expect(page.body).toContain('accept them to go on');
      expect(page.body).toContain('href="/terms-of-use.html"');
      expect(page.body).toContain('href="/accounts/logout/"');
    });

    it('are kept with the session, and prove nothing of who it is', async () => {
      await program.post('/api/login/', typed(ana));
      const at = site.clock.now();
      site.clock.advance(60_000);
      await program.post('/api/terms/');
      const sessionKey = program.cookie('sessionid') ?? '';
      const principal = await site.stagedoor.useCases.session.findPrincipal({ sessionKey });
      expect(principal?.authentication).toEqual({
        methods: [
          { method: 'password', factors: ['knowledge'], at },
          { method: 'terms.accept', factors: [], at: site.clock.now() },
        ],
        level: 'aal1',
        at,
      });
    });

    it('are accepted by nobody who is not logged in, and by another site for nobody', async () => {
      expect(isNobody(await program.post('/api/terms/'))).toBe(true);
      await program.post('/api/login/', typed(ana));
      const forged = await program.request('POST', '/api/terms/', {
        headers: { origin: 'https://evil.example' },
      });
      expect(forged.statusCode).toBe(403);
      expect((await program.get('/api/users/me/')).json().stage).toBe('terms.accept');
    });
  });

  describe('a code by e-mail, before entry', () => {
    let eve: Member;
    beforeEach(async () => {
      eve = await addMember(true);
      await acceptTerms(eve);
      await site.mail.clear();
    });

    /** Entry first, so whoever is to show a code accepts the terms with the first one. */
    async function acceptTerms(member: Member) {
      const visitor = browser();
      const { flow } = (await visitor.post('/api/login/', typed(member))).json();
      await enter(visitor, flow, await codeFor(member, flow));
      await visitor.post('/api/terms/');
    }
    async function begin(member: Member, url = '/api/login/', visitor = browser()) {
      const told = await visitor.post(url, typed(member));
      expect([url, told.statusCode, told.json().stage]).toEqual([url, 403, 'mailcode.enter']);
      return String(told.json().flow);
    }
    async function codeFor(member: Member, flow: string) {
      const sent = await browser().post('/api/mailcode/send/', {}, { 'login-flow': flow });
      expect(sent.statusCode).toBe(204);
      return /\d{6}/.exec((await site.mail.last(member.email)).subject)?.[0] ?? '';
    }
    const enter = (visitor: Browser, flow: string | null, code: string) =>
      visitor.post('/api/mailcode/', { code }, flow === null ? {} : { 'login-flow': flow });
    const wrongFor = (code: string) => (code === '000000' ? '000001' : '000000');

    it.each([
      ['/api/login/', ['message', 'username']],
      ['/login/', ['message', 'username']],
      ['/api/token/', ['access', 'refresh']],
      ['/auth/jwt/create/', ['access', 'refresh']],
      ['/api/token/sliding/', ['token']],
      ['/api-token-auth/', ['token']],
      ['/auth/token/login/', ['token']],
      ['/dj-rest-auth/login/', ['message']],
      ['/api/auth/cookie/login/', ['message']],
    ])('is asked at %s, and then gives what was asked for there', async (url, answered) => {
      const visitor = browser();
      const flow = await begin(eve, url, visitor);
      expect(visitor.cookie('sessionid')).toBeUndefined();
      const done = await enter(visitor, flow, await codeFor(eve, flow));
      expect([url, done.statusCode, Object.keys(done.json()).sort()]).toEqual([url, 200, answered]);
      const { access, token } = done.json();
      const scheme = url.includes('sliding') ? 'Bearer' : 'Token';
      const shown = access ? `Bearer ${access}` : token ? `${scheme} ${token}` : null;
      const me = await visitor.get('/api/users/me/', shown === null ? {} : { authorization: shown });
      expect([url, me.json().id]).toEqual([url, eve.id]);
      expect(visitor.cookie('flow')).toBeUndefined();
    });

    it('goes on by the cookie alone in a browser, for which the header counts first', async () => {
      const visitor = browser();
      const flow = await begin(eve, '/api/login/', visitor);
      expect(visitor.cookie('flow')).toBe(flow);
      const code = await codeFor(eve, flow);
      expect(isOver(await enter(visitor, 'another', code))).toBe(true);
      expect((await enter(visitor, null, code)).statusCode).toBe(200);
    });

    it('leads a browser through both stages, and on to where it was going', async () => {
      const staff = await addMember(true);
      const visitor = browser();
      const led = await logInOnPage(visitor, staff);
      expect([led.statusCode, led.headers.location]).toEqual([302, '/mailcode/?next=/accounts/profile/']);
      const page = await visitor.get('/mailcode/?next=/accounts/profile/', html);
      expect(page.body).toContain('Enter the code that we sent you.');
      expect(page.body).toMatch(/<a class="link" href="\/accounts\/login\/">Log in as somebody else/);
      const code = /\d{6}/.exec((await site.mail.last(staff.email)).subject)?.[0] ?? '';
      const next = { next: '/accounts/profile/' };
      const wrong = await visitor.form('/mailcode/', { code: wrongFor(code), ...next }, html);
      expect([wrong.statusCode, wrong.body.includes('That is not right.')]).toEqual([200, true]);
      expect(wrong.body).toContain('<title>Check the form: ');
      const right = await visitor.form('/mailcode/', { code, ...next }, html);
      expect([right.statusCode, right.headers.location]).toEqual([302, '/terms/?next=/accounts/profile/']);
      const done = await visitor.form('/terms/', next, html);
      expect([done.statusCode, done.headers.location]).toEqual([302, '/accounts/profile/']);
    });

    it('sends whoever opens its page without a log-in to the log-in, and who is in already on', async () => {
      const visitor = browser();
      const lost = await visitor.get('/mailcode/?next=/accounts/profile/', html);
      expect(lost.headers.location).toBe('/accounts/login/?next=/accounts/profile/');
      const flow = await begin(eve, '/api/login/', visitor);
      await enter(visitor, flow, await codeFor(eve, flow));
      const again = await visitor.get('/mailcode/?next=/accounts/profile/', html);
      expect((await visitor.get(String(again.headers.location), html)).headers.location).toBe(
        '/accounts/profile/',
      );
    });

    it('is spent on no page where a program asked for tokens', async () => {
      const visitor = browser();
      const flow = await begin(eve, '/api/token/', visitor);
      const code = await codeFor(eve, flow);
      await visitor.get('/accounts/login/', html);
      const page = await visitor.form('/mailcode/', { code }, { ...html, 'login-flow': flow });
      expect(page.headers.location).toMatch(/^\/accounts\/login\//);
      expect((await enter(browser(), flow, code)).json()).toHaveProperty('access');
    });

    it('is refused with Basic and without a handle', async () => {
      const authorization = `Basic ${Buffer.from(`${eve.username}:${eve.password}`).toString('base64')}`;
      const told = await browser().get('/api/users/me/', { authorization });
      expect([told.statusCode, told.json().stage, told.json().flow]).toEqual([
        403,
        'mailcode.enter',
        undefined,
      ]);
    });

    it('lets five be tried, and then not even the right one', async () => {
      const flow = await begin(eve);
      const code = await codeFor(eve, flow);
      for (let tried = 0; tried < 5; tried += 1) {
        const wrong = await enter(browser(), flow, wrongFor(code));
        expect([wrong.statusCode, wrong.json()]).toEqual([400, { non_field_errors: ['That is not right.'] }]);
      }
      expect(isOver(await enter(browser(), flow, code))).toBe(true);
    });

    it('counts the tries of a user over all log-ins, until an operator lifts it', async () => {
      const tryWrong = async () => {
        const flow = await begin(eve);
        return (await enter(browser(), flow, wrongFor(await codeFor(eve, flow)))).statusCode;
      };
      for (let tried = 0; tried < 7; tried += 1) expect(await tryWrong()).toBe(400);
      expect(await tryWrong()).toBe(429);
      await site.stagedoor.useCases.login.unlock({ identifier: eve.username, userId: eve.id });
      expect(await tryWrong()).toBe(400);
    });

    it('is good for its own log-in alone, and for one', async () => {
      const [first, second] = [await begin(eve), await begin(eve)];
      const code = await codeFor(eve, first);
      expect((await enter(browser(), second, code)).statusCode).toBe(400);
      const tries = await Promise.all(Array.from({ length: 4 }, () => enter(browser(), first, code)));
      expect(tries.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
      expect(isOver(await enter(browser(), first, code))).toBe(true);
    });

    it('is nobody else’s: the handle of one person leads to no other', async () => {
      const mallory = await addMember(true);
      const [flow, own] = [await begin(eve), await begin(mallory)];
      const code = await codeFor(mallory, own);
      expect((await enter(browser(), flow, code)).statusCode).toBe(400);
      const done = await enter(browser(), own, code);
      expect(done.json()).toMatchObject({ stage: 'terms.accept' });
    });

    it('is not passed by passing another stage', async () => {
      const flow = await begin(eve);
      expect(isNobody(await browser().post('/api/terms/', {}, { 'login-flow': flow }))).toBe(true);
      const member = await addMember(false);
      const visitor = browser();
      await visitor.post('/api/login/', typed(member));
      expect(isNobody(await enter(visitor, null, '123456'))).toBe(true);
      expect((await visitor.get('/api/users/me/')).json().stage).toBe('terms.accept');
    });

    it('is over after ten minutes, and begins anew after a changed password', async () => {
      const late = await begin(eve);
      const lateCode = await codeFor(eve, late);
      site.clock.advance(10 * 60_000);
      expect(isOver(await enter(browser(), late, lateCode))).toBe(true);
      const flow = await begin(eve);
      const code = await codeFor(eve, flow);
      await site.stagedoor.useCases.password.setFor({
        by: 'operator',
        userId: eve.id,
        password: NEW_PASSWORD,
      });
      expect(isOver(await enter(browser(), flow, code))).toBe(true);
      await begin({ ...eve, password: NEW_PASSWORD });
    });

    it('lets nobody in whom the site has blocked since the password', async () => {
      const flow = await begin(eve);
      const code = await codeFor(eve, flow);
      blocked.add(eve.username);
      const refused = await enter(browser(), flow, code);
      blocked.delete(eve.username);
      expect([refused.statusCode, refused.headers['refusal-code']]).toEqual([403, 'permission-denied']);
      expect(isOver(await enter(browser(), flow, code))).toBe(true);
    });
  });
});
