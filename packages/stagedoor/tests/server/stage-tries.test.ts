import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defineApiRoute } from '../../src/api/api-route.ts';
import { passStage as passInJson, stagePassedSchema } from '../../src/api/login/pass-stage.ts';
import { AccountsError } from '../../src/core/kernel/errors.ts';
import { accountEvents } from '../../src/create-stagedoor/define-event.ts';
import { defineTexts } from '../../src/create-stagedoor/define-texts.ts';
import { json } from '../../src/http/answer/answer.ts';
import type { StagePass } from '../../src/http/exchange/pass-stage.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { openTestSite, type TestSite } from '../../src/testing/index.ts';
import { passStage as passOnPage } from '../../src/web/login/pass-stage.ts';
import { pageRoutes } from '../../src/web/page-route.ts';
import { Browser } from '../support/browser.ts';

const TRIES = 3;
const texts = defineTexts('quiz', { en: { first: 'Answer first.' }, es: { first: 'Responde antes.' } });
type Time = 'entry' | 'use';

/** What is said of each try, in the order in which it is asked; and how many were looked at. */
const failures: unknown[] = [];
const judging = { answer: async () => false, looks: 0 };
const accessTo = { entry: 'anyone', use: 'authenticated' } as const;

function stageBefore(before: Time) {
  const passed = new Set<number>();
  const pass: StagePass = {
    stage: `quiz.${before}`,
    factors: [],
    async isRight({ user }) {
      judging.looks += 1;
      const isRight = await judging.answer();
      if (isRight && before === 'use') passed.add(user.id);
      return isRight;
    },
  };
  return {
    record: {
      name: before,
      before,
      words: texts.keys.first,
      appliesTo: ({ user }: { user: { id: number; isStaff: boolean } }) =>
        user.isStaff === (before === 'entry') && !passed.has(user.id),
    },
    route: defineApiRoute({
      name: `quiz-${before}`,
      method: 'POST',
      path: `/api/quiz/${before}/`,
      servesStage: pass.stage,
      issues: 'session',
      access: accessTo[before],
      csrf: 'session',
      operation: before === 'entry' ? 'answerBeforeEntry' : 'answerBeforeUse',
      summary: 'Answer.',
      responses: { 200: stagePassedSchema },
      refuses: ['stage-required', 'throttled'],
      handler: (exchange) => passInJson(exchange, pass),
    }),
    pages: pageRoutes({
      name: `quiz-page-${before}`,
      at: [`/quiz/${before}/`],
      servesStage: pass.stage,
      issues: 'session',
      access: accessTo[before],
      get: () => json({}),
      post: (exchange) => passOnPage(exchange, pass),
    }),
  };
}

const stages = [stageBefore('entry'), stageBefore('use')];
const quiz = defineFeature({
  name: 'quiz',
  texts,
  stages: stages.map(({ record }) => record),
  api: () => stages.map(({ route }) => route),
  pages: () => stages.flatMap(({ pages }) => pages),
  on: () => [accountEvents['login.failed'].handledBy(async ({ data }) => failures.push(data.userId))],
});

const ways = (['entry', 'use'] as const).flatMap((before) => [
  { before, way: 'a page', path: `/quiz/${before}/` },
  { before, way: 'JSON', path: `/api/quiz/${before}/` },
]);

let site: TestSite;
beforeAll(async () => {
  site = (await openTestSite({
    features: [quiz],
    env: { LIMIT_PASSWORD_PER_USER: `${TRIES}/1h`, LIMIT_LOGIN_PER_SOURCE: '1000/1m' },
  })) as TestSite;
});
afterAll(() => site.close());
beforeEach(() => {
  judging.answer = async () => false;
  judging.looks = 0;
});

/** The rows of a user in the audit log, oldest first. */
async function noted(userId: number) {
  const { rows } = await site.stagedoor.useCases.audit.list({ userId, limit: 50 });
  const told = rows.filter(({ action }) => /^(log-in|stage|throttled)/.test(action));
  return told.toReversed().map(({ action, success, detail }) => [action, success, detail.stage]);
}

/** Somebody with a right password, whom the stage is before. */
async function waiting(before: Time, url = '/api/login/') {
  const browser = new Browser(site.app, site.stagedoor.config.publicUrl, { accept: 'text/html' });
  const { id, username, password } = await site.createUser({ isStaff: before === 'entry' });
  const told = await browser.post(url, { username, password }, { accept: 'application/json' });
  expect([told.statusCode, told.json().stage]).toEqual([403, `quiz.${before}`]);
  await browser.get('/accounts/login/');
  return Object.assign(browser, { holderId: id });
}

/** What a browser's form or its script sends. */
const attempt = (browser: Browser, path: string) =>
  path.startsWith('/api/') ? browser.post(path, {}, { accept: 'application/json' }) : browser.form(path, {});

describe.each(ways)('a try at a stage before $before, by $way', ({ before, path }) => {
  it('is counted before what was sent is looked at, however many are made at once', async () => {
    const browser = await waiting(before);
    const most = TRIES + 2;
    let answered = 0;
    let release = (): void => {};
    const allCame = new Promise<void>((resolve) => {
      release = resolve;
    });
    const releaseOnceAllCame = () => {
      if (judging.looks + answered >= most) release();
    };
    judging.answer = async () => {
      releaseOnceAllCame();
      await allCame;
      return false;
    };
    const tries = Array.from({ length: most }, async () => {
      const { statusCode } = await attempt(browser, path);
      answered += 1;
      releaseOnceAllCame();
      return statusCode;
    });
    const refused = (await Promise.all(tries)).filter((statusCode) => statusCode === 429);
    expect([judging.looks, refused.length]).toEqual([TRIES, most - TRIES]);
  });

  it('is refused once they are used up, and then even the right one is not looked at', async () => {
    const browser = await waiting(before);
    for (let tried = 0; tried < TRIES; tried += 1)
      expect((await attempt(browser, path)).statusCode).toBe(400);
    judging.answer = async () => true;
    const answer = await attempt(browser, path);
    expect([answer.statusCode, Number(answer.headers['retry-after'])]).toEqual([429, expect.any(Number)]);
    expect(judging.looks).toBe(TRIES);
  });

  it('that is wrong is noted for its owner, by as many rows as tries, and a right one is no failure', async () => {
    const browser = await waiting(before);
    for (let tried = 0; tried < TRIES; tried += 1) await attempt(browser, path);
    for (let refused = 0; refused < 3; refused += 1) await attempt(browser, path);
    judging.answer = async () => {
      throw new AccountsError({ code: 'permission-denied' });
    };
    const other = await waiting(before);
    expect((await attempt(other, path)).statusCode).toBe(403);
    judging.answer = async () => true;
    await attempt(other, path);
    const stage = `quiz.${before}`;
    const begun = before === 'entry' ? [['log-in-wait', true, stage]] : [['log-in', true, stage]];
    const wrong = ['stage-pass', false, stage];
    const done = before === 'entry' ? ['log-in', true, undefined] : ['stage-pass', true, stage];
    const throttled = ['throttled', false, undefined];
    const ofFirst = (await noted(browser.holderId)).filter(([action]) => action !== 'throttled');
    expect(ofFirst).toEqual([...begun, ...Array.from({ length: TRIES }, () => wrong)]);
    expect(await noted(other.holderId)).toEqual([...begun, wrong, done]);
    expect((await noted(browser.holderId)).filter(([action]) => action === 'throttled')).toEqual([throttled]);
    await site.runJobs();
    expect(failures).toEqual([]);
  });

  it('that is right lets in, and leaves no handle in the browser', async () => {
    judging.answer = async () => true;
    const browser = await waiting(before);
    expect(browser.cookie('flow') !== undefined).toBe(before === 'entry');
    expect((await attempt(browser, path)).statusCode).toBeOneOf([200, 302]);
    expect(browser.cookie('flow')).toBeUndefined();
    const me = await browser.get('/api/users/me/', { accept: 'application/json' });
    expect(me.statusCode).toBe(200);
  });
});

it.each(['/api/token/', '/api/login/'])(
  'a right answer after %s leaves no handle in the browser',
  async (url) => {
    judging.answer = async () => true;
    const browser = await waiting('entry', url);
    expect(browser.cookie('flow')).toBeDefined();
    expect((await attempt(browser, '/api/quiz/entry/')).statusCode).toBe(200);
    expect(browser.cookie('flow')).toBeUndefined();
  },
);

describe.each([
  ['en', 'This log-in took too long or was tried too often. Begin again.'],
  ['es', 'Este inicio de sesión tardó demasiado o se intentó demasiadas veces. Empieza de nuevo.'],
])('a log-in that is over, in %s', (language, words) => {
  const tongue = { 'accept-language': language };
  const json = { ...tongue, accept: 'application/json' };

  it.each([
    ['took too long', async () => site.clock.advance(10 * 60_000)],
    [
      'belongs to who changed their password',
      async (userId: number) =>
        site.stagedoor.useCases.password.setFor({
          by: 'operator',
          userId,
          password: 'nine-herons-over-the-lake',
        }),
    ],
  ])('and %s is told to a program by a code of its own, and to people on the page', async (_, end) => {
    const browser = await waiting('entry');
    await end(browser.holderId);
    const told = await browser.post('/api/quiz/entry/', {}, json);
    expect([told.statusCode, told.headers['refusal-code'], told.json()]).toEqual([
      401,
      'flow-ended',
      { detail: words },
    ]);
    expect(told.headers['www-authenticate']).toBeDefined();
    const led = await browser.form('/quiz/entry/', { next: '/accounts/profile/' }, tongue);
    expect([led.statusCode, led.headers.location]).toEqual([302, '/accounts/login/?next=/accounts/profile/']);
    expect(browser.cookie('flow')).toBeUndefined();
    expect((await browser.get('/accounts/login/', tongue)).body).toContain(words);
    expect((await browser.get('/accounts/login/', tongue)).body).not.toContain(words);
    expect(judging.looks).toBe(0);
  });
});

it('a handle that nobody has is told to be over, and the cookie of another log-in stays', async () => {
  const browser = await waiting('entry');
  const own = browser.cookie('flow');
  const headers = { accept: 'application/json', 'login-flow': 'nobody' };
  expect((await browser.post('/api/quiz/entry/', {}, headers)).headers['refusal-code']).toBe('flow-ended');
  expect(browser.cookie('flow')).toBe(own);
});

it('whoever comes to a stage without any log-in is nobody, as everywhere', async () => {
  const browser = new Browser(site.app, site.stagedoor.config.publicUrl);
  const told = await browser.post('/api/quiz/entry/', {}, { accept: 'application/json' });
  expect([told.statusCode, told.headers['refusal-code']]).toEqual([401, 'not-authenticated']);
});
