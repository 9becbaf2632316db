import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defineApiRoute } from '../../src/api/api-route.ts';
import { passStage as passInJson, stagePassedSchema } from '../../src/api/login/pass-stage.ts';
import { defineTexts } from '../../src/create-stagedoor/define-texts.ts';
import type { StagePass } from '../../src/http/exchange/pass-stage.ts';
import { defineFeature } from '../../src/server/define-feature.ts';
import { AuthPage } from '../../src/ui/auth-page.tsx';
import { SubmitButton } from '../../src/ui/button.tsx';
import { TextField } from '../../src/ui/field.tsx';
import { Form } from '../../src/ui/form.tsx';
import { hasErrors } from '../../src/ui/form-state.ts';
import { answerPage } from '../../src/web/answer-page.ts';
import { answerEmptyForm, answerForm, type FormPage } from '../../src/web/form-page.ts';
import { findAtStage, passStage } from '../../src/web/login/pass-stage.ts';
import { safeNext } from '../../src/web/next.ts';
import { pageRoutes } from '../../src/web/page-route.ts';
import { axeFindings, launchChromium, openWindow, type Window } from '../support/page/window.ts';
import { openRealSite, PASSWORD, type RealSite } from '../support/site.ts';

/* The page of a stage as people meet it: with Back, a second tab, a second click, a wrong answer, and with no wish to pass it. */

const texts = defineTexts('quiz', { en: { first: 'Answer first.' }, es: { first: 'Responde antes.' } });
const passed = new Set<number>();
const accessTo = { entry: 'anyone', use: 'authenticated' } as const;

function stageBefore(before: 'entry' | 'use') {
  const path = `/quiz/${before}/`;
  const stage = `quiz.${before}` as const;
  const passing = (answer: unknown): StagePass => ({
    stage,
    factors: [],
    isRight({ user }) {
      if (answer !== 'lamp') return false;
      if (before === 'use') passed.add(user.id);
      return true;
    },
  });
  const form = {
    fields: { answer: 'text', next: 'text' },
    async draw(exchange, state, input) {
      await findAtStage(exchange, stage);
      return await answerPage(
        exchange,
        (page) => (
          <AuthPage page={page} title="One question" refused={hasErrors(state)}>
            <Form page={page} action={path} form={state} next={safeNext(exchange)}>
              <TextField t={page.t} form={state} name="answer" label="Answer" isFirst />
              <SubmitButton>Go on</SubmitButton>
            </Form>
          </AuthPage>
        ),
        input,
      );
    },
    act: (exchange, typed) => passStage(exchange, passing(typed.answer)),
  } satisfies FormPage<{ answer: 'text'; next: 'text' }>;
  return {
    record: {
      name: before,
      before,
      words: texts.keys.first,
      appliesTo: ({ user }: { user: { id: number; username: string | null } }) =>
        (user.username === 'eva') === (before === 'entry') && !passed.has(user.id),
    },
    route: defineApiRoute({
      name: `quiz-${before}`,
      method: 'POST',
      path: `/api${path}`,
      servesStage: stage,
      issues: 'session',
      access: accessTo[before],
      csrf: 'session',
      operation: before === 'entry' ? 'answerBeforeEntry' : 'answerBeforeUse',
      summary: 'Answer.',
      responses: { 200: stagePassedSchema },
      refuses: ['stage-required', 'throttled'],
      handler: (exchange) => passInJson(exchange, passing('lamp')),
    }),
    pages: pageRoutes({
      name: `quiz-page-${before}`,
      at: [path],
      servesStage: stage,
      issues: 'session',
      access: accessTo[before],
      get: answerEmptyForm(form),
      post: answerForm(form),
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
});

let site: RealSite;
let browser: Browser;
let origin: string;
beforeAll(async () => {
  site = await openRealSite({ features: [quiz], env: { LIMIT_LOGIN_PER_SOURCE: '1000/1m' } });
  await site.addPerson();
  await site.addPerson('eva');
  origin = await site.listen();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});
beforeEach(() => passed.clear());

async function logIn(page: Page, username: string, next: string) {
  await page.goto(`/accounts/login/?next=${next}`);
  await page.fill('[name=username]', username);
  await page.fill('[name=password]', PASSWORD);
  await page.click('form[action="/accounts/login/"] button[type=submit]');
  await page.waitForURL('**/quiz/**');
}

async function answer(page: Page, words: string) {
  await page.fill('[name=answer]', words);
  await page.click('.form button[type=submit]');
}

/** Where a page is led in the end; a browser gives up where it is led for ever. */
async function open(page: Page, path: string): Promise<string> {
  await page.goto(path);
  return new URL(page.url()).pathname;
}

const waiting = [
  { before: 'entry', username: 'eva', wayOut: 'Log in as somebody else', to: '/accounts/login/' },
  { before: 'use', username: 'ana', wayOut: 'Log out', to: '/accounts/logout/' },
] as const;

describe.each(waiting)('the page of a stage before $before', ({ before, username, wayOut, to }) => {
  const path = `/quiz/${before}/`;
  let opened: Window;
  let page: Page;
  beforeEach(async () => {
    opened = await openWindow(browser, origin);
    page = opened.page;
    await logIn(page, username, '/accounts/security/');
    expect(new URL(page.url()).pathname).toBe(path);
  });
  afterEach(async () => {
    await opened.close();
    expect(opened.faults).toEqual([]);
  });

  it('leads on once it is passed, whoever comes back by Back, a second tab, or its address', async () => {
    const tab = await page.context().newPage();
    await tab.goto(page.url());
    await answer(page, 'lamp');
    await page.waitForURL('**/accounts/security/');
    await answer(tab, 'lamp');
    await tab.waitForURL('**/accounts/security/');
    await tab.close();
    expect(await open(page, `${path}?next=/accounts/tokens/`)).toBe('/accounts/tokens/');
    expect(await open(page, path)).toBe('/accounts/profile/');
    await page.goBack();
    await page.goBack();
    await page.reload();
    expect(new URL(page.url()).pathname).toMatch(/^\/accounts\/(security|profile|tokens)\/$/);
  });

  it('shows a way out to who cannot pass it, and has no finding of axe', async () => {
    expect(await axeFindings(page)).toEqual([]);
    await page.click(`text=${wayOut}`);
    await page.waitForURL(`**${to}**`);
    if (to === '/accounts/logout/') {
      await page.click('.form button[type=submit]');
      await page.waitForURL('**/accounts/login/**');
    }
    expect(await open(page, '/accounts/profile/')).toBe('/accounts/login/');
  });

  it('says in its title that an answer was wrong, and waits in its field for another', async () => {
    await answer(page, 'dark');
    await page.waitForSelector('[role=alert]');
    expect(await page.title()).toMatch(/^Check the form: One question/);
    expect(await page.evaluate('document.activeElement.name')).toBe('answer');
  });
});
