import { Type } from 'typebox';
import { reauthenticationOf } from '../../core/second-factor/reauthenticate-by-passkey.ts';
import { empty } from '../../http/answer/answer.ts';
import { askForPasskey, passByPasskey } from '../../http/exchange/pass-by-passkey.ts';
import { booleanField } from '../../http/request/input-reader.ts';
import { readPasskeyAnswer } from '../../http/request/passkey-answer.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import { enter } from '../login/enter.ts';
import { answerContinued, flowField, stagePassedSchema } from '../login/pass-stage.ts';
import { loggedInSchema } from '../login/schemas.ts';
import { answerCeremony, ceremonySchema, passkeyAnswer } from './schemas.ts';

const LOG_IN = '/api/login/passkey/';
const STAGE = '/api/login/second-factor/passkey/';
const PROVE = '/api/users/me/second-factors/prove/passkey/';

const beginLogInRoute = defineApiRoute({
  name: 'api-passkey-login-begin',
  method: 'GET',
  path: LOG_IN,
  issues: 'none',
  access: 'anyone',
  csrf: 'none',
  operation: 'beginPasskeyLogIn',
  summary: 'What a browser is asked for a log-in by passkey. Nobody is named: it offers what it has.',
  responses: { 200: ceremonySchema },
  handler: async ({ context }) => answerCeremony(await context.useCases.login.beginByPasskey()),
});

const logInRoute = defineApiRoute({
  name: 'api-passkey-login',
  method: 'POST',
  path: LOG_IN,
  issues: 'session',
  access: 'anyone',
  csrf: 'session',
  operation: 'logInByPasskey',
  summary: 'Log in by a passkey alone and get a session cookie.',
  responses: { 200: loggedInSchema },
  refuses: ['invalid-credentials', 'stage-required', 'throttled'],
  throttle: 'login',
  schema: {
    body: Type.Object({ ...passkeyAnswer, remember_me: Type.Optional(booleanField()) }),
  },
  async handler(exchange, { body }) {
    const { visitor, context } = exchange;
    const replaced = await exchange.findReplacedSessions();
    const loggedIn = await context.useCases.login.byPasskey({
      ...readPasskeyAnswer(body),
      rememberMe: body.remember_me ?? null,
      ...replaced,
      visitor,
    });
    return await enter(exchange, loggedIn);
  },
});

const beginStageRoute = defineApiRoute({
  name: 'api-passkey-stage-begin',
  method: 'GET',
  path: STAGE,
  servesStage: 'second-factor',
  issues: 'none',
  access: 'anyone',
  csrf: 'none',
  operation: 'beginPasskeyStage',
  summary: 'What a browser is asked for the second step of a log-in.',
  responses: { 200: ceremonySchema },
  refuses: ['not-found'],
  handler: async (exchange) => answerCeremony(await askForPasskey(exchange)),
});

const passStageRoute = defineApiRoute({
  name: 'api-passkey-stage-pass',
  method: 'POST',
  path: STAGE,
  servesStage: 'second-factor',
  issues: 'session',
  access: 'anyone',
  csrf: 'session',
  operation: 'passByPasskey',
  summary: 'Go on with a log-in by a passkey: answers what the log-in was for.',
  responses: { 200: stagePassedSchema },
  refuses: ['stage-required', 'throttled'],
  schema: { body: Type.Object({ ...passkeyAnswer, flow: flowField }) },
  handler: async (exchange, { body }) =>
    await answerContinued(
      exchange,
      await passByPasskey(exchange, { ...readPasskeyAnswer(body), flow: body.flow }),
    ),
});

const beginProofRoute = defineApiRoute({
  name: 'api-passkey-prove-begin',
  method: 'GET',
  path: PROVE,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'beginPasskeyProof',
  summary: 'What a browser is asked before what needs a recent proof.',
  responses: { 200: ceremonySchema },
  refuses: ['permission-denied', 'not-found'],
  async handler({ context }, { principal }) {
    const scope = reauthenticationOf(principal);
    const { secondFactor } = context.useCases;
    return answerCeremony(await secondFactor.beginPasskeyProof({ userId: principal.user.id, scope }));
  },
});

const proveRoute = defineApiRoute({
  name: 'api-passkey-prove',
  method: 'POST',
  path: PROVE,
  issues: 'session',
  access: 'authenticated',
  csrf: 'session',
  operation: 'proveByPasskey',
  summary: 'Show a passkey again, before what asks for a recent proof. The session gets a new key.',
  responses: { 204: null },
  refuses: ['permission-denied', 'throttled'],
  schema: { body: Type.Object(passkeyAnswer) },
  async handler(exchange, { principal, body }) {
    const { context, visitor } = exchange;
    const answer = readPasskeyAnswer(body);
    await exchange.startSession(
      await context.useCases.secondFactor.reauthenticateByPasskey({ principal, ...answer, visitor }),
    );
    return empty();
  },
});

/** Where a passkey is shown: alone, as second step, and before a change. */
export const passkeyProofRoutes: readonly ApiRoute[] = [
  beginLogInRoute,
  logInRoute,
  beginStageRoute,
  passStageRoute,
  beginProofRoute,
  proveRoute,
];
