import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { defineApiRoute } from '../../src/api/api-route.ts';
import { passStage as passInJson, stagePassedSchema } from '../../src/api/login/pass-stage.ts';
import { defineTexts } from '../../src/create-stagedoor/define-texts.ts';
import type { FeatureStage } from '../../src/create-stagedoor/feature-stage.ts';
import { HOOK_LIMIT_MS } from '../../src/create-stagedoor/hook-limit.ts';
import { createStagedoor } from '../../src/create-stagedoor.ts';
import { json } from '../../src/http/answer/answer.ts';
import { systemClock } from '../../src/infrastructure/system-clock.ts';
import { defineFeature, type Feature } from '../../src/server/define-feature.ts';
import { createServer } from '../../src/server.ts';
import { passStage as passOnPage } from '../../src/web/login/pass-stage.ts';
import type { PageRecord } from '../../src/web/page-record.ts';
import { pageRoutes } from '../../src/web/page-route.ts';

const PASSWORD = 'Brass lamp 1 over the interface';
const texts = defineTexts('quiz', { en: { first: 'Answer first.' }, es: { first: 'Responde antes.' } });

type Stage = FeatureStage<object>;
const stage: Stage = { name: 'answer', before: 'entry', words: texts.keys.first, appliesTo: () => true };
const pass = { stage: 'quiz.answer', factors: ['knowledge'] } as const;
const answering = { pass: () => true as unknown as boolean };

const route = defineApiRoute({
  name: 'quiz-answer',
  method: 'POST',
  path: '/api/quiz/',
  servesStage: 'quiz.answer',
  issues: 'session',
  access: 'anyone',
  csrf: 'session',
  operation: 'answerQuiz',
  summary: 'Answer.',
  responses: { 200: stagePassedSchema },
  handler: (exchange) => passInJson(exchange, { ...pass, isRight: () => answering.pass() }),
});
const pageRecord: PageRecord = {
  name: 'quiz',
  at: ['/quiz/'],
  servesStage: 'quiz.answer',
  issues: 'session',
  access: 'anyone',
  get: () => json({}),
  post: (exchange) => passOnPage(exchange, { ...pass, isRight: () => answering.pass() }),
};
const page = pageRoutes(pageRecord);
const { issues: _, ...silentPage } = pageRecord;
const withId = { schema: { params: Type.Object({ id: Type.Integer() }) } };

type Changes = Pick<Feature, 'api' | 'pages'> & { readonly stages?: readonly Stage[] };
const quiz = (changes: Changes, given: Stage = stage): Feature =>
  defineFeature({
    name: 'quiz',
    texts,
    stages: [given],
    api: () => [route],
    pages: () => page,
    ...changes,
  });

describe('a stage of a feature', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'feature-stages-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function open(feature: Feature) {
    const stagedoor = await createStagedoor({
      env: { DATABASE_URL: 'sqlite::memory:', DATA_DIR: folder, LOG_LEVEL: 'silent' },
      features: [feature],
      passwordHasher: { memoryCostKib: 1_024, timeCost: 1 },
      clock: { ...systemClock, waitUntil: async () => {} },
    });
    await stagedoor.migrations.apply();
    await stagedoor.useCases.user.create({
      by: 'operator',
      username: 'ana',
      password: PASSWORD,
      validatePassword: false,
    });
    const app = createServer(stagedoor);
    const close = async () => {
      await app.close();
      await stagedoor.close();
    };
    const post = (url: string, payload: object = {}, headers: Record<string, string> = {}) =>
      app.inject({ method: 'POST', url, payload, headers: { host: '127.0.0.1:8000', ...headers } });
    const logIn = (headers = {}) => post('/api/login/', { username: 'ana', password: PASSWORD }, headers);
    const sessions = async () => {
      const ana = await stagedoor.useCases.user.find({ identifier: 'ana' });
      return ana?.lastLogin === null ? 'none' : 'some';
    };
    return { stagedoor, app, close, post, logIn, sessions };
  }

  it.each([
    ['a name in capitals', { name: 'Answer' }, /stages\[0\] must be a record/],
    ['no name', { name: undefined }, /stages\[0\] must be a record/],
    ['words that are not its own', { words: 'elsewhere.first' }, /its stage answer needs words/],
    ['no time', { before: 'later' }, /stages\.before must be one of entry, use/],
    ['no function', { appliesTo: true }, /stages\.appliesTo must be a function/],
    ['what nobody reads', { page: '/quiz/' }, /stages\.page is not known here/],
  ])('with %s is refused where the feature is defined', (_, changes, problem) => {
    expect(() => quiz({}, { ...stage, ...changes } as Stage)).toThrow(problem);
  });

  it('that is there twice is refused', () => {
    expect(() => quiz({ stages: [stage, stage] })).toThrow('its stage answer is there twice');
  });

  it.each([
    ['no JSON route', { api: () => [] }, 'no route of the JSON API serves it'],
    ['no page', { pages: () => [] }, 'no page serves it'],
  ])('that %s serves does not start', async (_, changes, problem) => {
    const site = await open(quiz(changes));
    await expect(site.app.ready()).rejects.toThrow(`The stage quiz.answer: ${problem}`);
    await site.close();
  });

  const ROUTE = 'its Route POST /api/quiz/ (quiz-answer)';
  const NOBODY_YET = 'serves it before entry, where nobody is logged in yet: access must be anyone, not';
  const LED = 'sent for it, so its path may have no parameters, and has';
  const OPENS = 'serves it, and what is passed there opens something: issues must be session, not none';
  it.each([
    [
      'entry',
      'a route for who is logged in',
      { api: () => [{ ...route, access: 'authenticated' }] },
      `${ROUTE} ${NOBODY_YET} authenticated`,
    ],
    [
      'entry',
      'a route for who is not',
      { api: () => [{ ...route, access: 'anonymous' }] },
      `${ROUTE} ${NOBODY_YET} anonymous`,
    ],
    [
      'entry',
      'a page for who is logged in',
      { pages: () => pageRoutes({ ...pageRecord, access: 'authenticated' }) },
      `its Route GET /quiz/ (quiz) ${NOBODY_YET} authenticated; its Route POST /quiz/ (quiz:post) ${NOBODY_YET} authenticated`,
    ],
    [
      'use',
      'a route for who is not logged in',
      { api: () => [{ ...route, access: 'anonymous' }] },
      `${ROUTE} serves it before use, by a session that waits: access may not be anonymous`,
    ],
    [
      'use',
      'a route that hands nothing out',
      { api: () => [{ ...route, issues: 'none' }] },
      `${ROUTE} ${OPENS}`,
    ],
    [
      'entry',
      'a page that hands nothing out',
      { pages: () => pageRoutes(silentPage) },
      `its Route GET /quiz/ (quiz) ${OPENS}`,
    ],
    [
      'use',
      'a page with parameters',
      { pages: () => pageRoutes({ ...pageRecord, at: ['/quiz/:id/'] }) },
      `its Route GET /quiz/:id/ (quiz) is where people are ${LED} /quiz/:id/`,
    ],
    [
      'entry',
      'a route with parameters',
      { api: () => [{ ...route, ...withId, path: '/api/quiz/:id/' }] },
      `its Route POST /api/quiz/:id/ (quiz-answer) is where programs are ${LED} /api/quiz/:id/`,
    ],
  ] as const)('before %s that %s serves does not start', async (before, _, changes, problem) => {
    const site = await open(quiz(changes as Changes, { ...stage, before }));
    await expect(site.app.ready()).rejects.toThrow(`The stage quiz.answer: ${problem}.`);
    await site.close();
  });

  it('may have a page with parameters, and a route that hands nothing out, beside those that pass it', async () => {
    const beside = {
      ...route,
      name: 'quiz-send',
      path: '/api/quiz/send/',
      operation: 'sendQuiz',
      issues: 'none',
    } as const;
    const pages = () => pageRoutes({ ...pageRecord, at: ['/quiz/', '/quiz/:id/'] });
    const site = await open(quiz({ api: () => [route, beside], pages }));
    await site.app.ready();
    await site.close();
  });

  it('that nobody has is served by no route', async () => {
    const stagedoor = await createStagedoor({
      env: { DATABASE_URL: 'sqlite::memory:', DATA_DIR: folder, LOG_LEVEL: 'silent' },
      features: [quiz({ stages: [] })],
    });
    expect(() => createServer(stagedoor)).toThrow(
      'Route POST /api/quiz/ (quiz-answer): servesStage must be one of second-factor, change-password, not "quiz.answer"',
    );
    await stagedoor.close();
  });

  it('is told in the language of whoever asks, and in the words that the site has instead', async () => {
    const site = await open(quiz({}));
    expect((await site.logIn({ 'accept-language': 'es' })).json().detail).toBe('Responde antes.');
    await site.close();
  });

  it('without pages needs none', async () => {
    const site = await open(quiz({ pages: () => [] }));
    await createServer(site.stagedoor, { pages: false }).ready();
    await site.stagedoor.close();
  });

  describe('lets nobody in', () => {
    const appliesTo = vi.fn<Stage['appliesTo']>();
    let site: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      site = await open(quiz({}, { ...stage, appliesTo }));
    });
    afterAll(() => site.close());
    beforeEach(() => {
      appliesTo.mockReset();
      answering.pass = () => true;
    });

    it('where it answers neither true nor false', async () => {
      for (const odd of [undefined, null, 0, '', 'no', {}]) {
        appliesTo.mockReturnValue(odd as unknown as boolean);
        expect([odd, (await site.logIn()).statusCode]).toEqual([odd, 500]);
      }
      expect(await site.sessions()).toBe('none');
    });

    it('where it fails', async () => {
      appliesTo.mockRejectedValue(new Error('the table is away'));
      expect((await site.logIn()).statusCode).toBe(500);
      expect(await site.sessions()).toBe('none');
    });

    it('where it does not answer in time', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      try {
        appliesTo.mockReturnValue(new Promise<boolean>(() => {}));
        const waiting = site.logIn();
        await vi.waitFor(() => expect(appliesTo).toHaveBeenCalled(), { interval: 1, timeout: 5_000 });
        await vi.advanceTimersByTimeAsync(HOOK_LIMIT_MS);
        const answer = await waiting;
        expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
      } finally {
        vi.useRealTimers();
      }
      expect(await site.sessions()).toBe('none');
    });

    it.each([[undefined], [1], ['yes'], [{}], [false]])(
      'where what was sent is judged to be %j',
      async (judged) => {
        appliesTo.mockReturnValue(true);
        answering.pass = () => judged as boolean;
        const { flow } = (await site.logIn()).json();
        const answer = await site.post('/api/quiz/', {}, { 'login-flow': flow });
        expect([answer.statusCode, answer.json()]).toEqual([
          400,
          { non_field_errors: ['That is not right.'] },
        ]);
        expect(await site.sessions()).toBe('none');
      },
    );

    it('is asked of nobody whose password is wrong', async () => {
      const answer = await site.post('/api/login/', { username: 'ana', password: 'wrong' });
      expect([answer.statusCode, appliesTo.mock.calls]).toEqual([401, []]);
    });
  });
});
