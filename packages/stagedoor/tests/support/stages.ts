import { passStage as passInJson } from '../../src/api/login/pass-stage.ts';
import { registerApiRoutes } from '../../src/api/register-api-routes.ts';
import type { PendingStage } from '../../src/core/kernel/stage.ts';
import { accountStages } from '../../src/core/open-features.ts';
import type { Stage } from '../../src/core/session/stage.ts';
import { json } from '../../src/http/answer/answer.ts';
import type { StagePass } from '../../src/http/exchange/pass-stage.ts';
import type { Route } from '../../src/http/route/route.ts';
import type { ServerOptions } from '../../src/server/server-options.ts';
import { findAtStage, passStage as passOnPage } from '../../src/web/login/pass-stage.ts';
import { pageRoutes } from '../../src/web/page-route.ts';
import { registerPages } from '../../src/web/register-pages.ts';

/** What a test calls its own stage: a name that no stage of ours has. */
export const TEST_STAGE = 'test.code' as const satisfies PendingStage;

/** A stage of a test: one user has to show a code, at every log-in, before anything is opened. */
export function codeStage(of: string): readonly Stage[] {
  const stage: Stage = {
    name: TEST_STAGE,
    before: 'entry',
    isDue: ({ user }) => user.username === of,
  };
  return [stage, ...accountStages];
}

/** A stage of a test that changes the account: it is due until the user has a first name. */
export const nameStage: Stage = {
  name: 'test.name',
  before: 'use',
  isDue: ({ user }) => user.firstName === '',
};

/** What whoever serves the stage has seen. */
export const codeShown = { method: TEST_STAGE, factors: ['possession'] } as const;

/** Where a test's site has that stage passed. */
export const STAGE_PAGE = '/accounts/login/test-code/';
export const STAGE_ROUTE = '/api/test-code/';

/** A page and a JSON route for it, at which the code is `right`. */
export const serveCodeStage: NonNullable<ServerOptions['extend']> = (app, context) => {
  const passedBy = (typed: unknown): StagePass => ({
    stage: TEST_STAGE,
    factors: ['possession'],
    isRight: () => typed === 'right',
  });
  const route = {
    name: 'test-code',
    method: 'POST',
    path: STAGE_ROUTE,
    issues: 'session',
    access: 'anyone',
    csrf: 'session',
    servesStage: TEST_STAGE,
    handler: (exchange) => passInJson(exchange, passedBy(exchange.body().code)),
  } satisfies Route;
  const page = pageRoutes({
    name: 'test-code-page',
    at: [STAGE_PAGE],
    access: 'anyone',
    servesStage: TEST_STAGE,
    issues: 'session',
    async get(exchange) {
      const { user } = await findAtStage(exchange, TEST_STAGE);
      return json({ username: user.username });
    },
    post: (exchange) => passOnPage(exchange, passedBy(exchange.body().code)),
  });
  registerApiRoutes(app, context, [route]);
  registerPages(app, context, page);
};
