import { Type } from 'typebox';
import type { PasskeyCeremony } from '../../core/second-factor/begin-passkey.ts';
import { reauthenticationOf } from '../../core/second-factor/reauthenticate-by-passkey.ts';
import { type Answer, empty, json } from '../../http/answer/answer.ts';
import { askForPasskey, passByPasskey } from '../../http/exchange/pass-by-passkey.ts';
import { booleanField } from '../../http/request/input-reader.ts';
import { readPasskeyAnswer } from '../../http/request/passkey-answer.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import type { ApiSection } from '../api-section.ts';
import { enter } from '../login/enter.ts';
import { answerContinued, stagePassedSchema } from '../login/pass-stage.ts';
import { loggedInSchema } from '../login/schemas.ts';
import {
  ceremonySchema,
  flowField,
  kindQuery,
  nameField,
  passkeyAddedSchema,
  passkeyAnswer,
  passkeySchema,
} from './schemas.ts';

const LOG_IN = '/api/login/passkey/';
const STAGE = '/api/login/second-factor/passkey/';
const MINE = '/api/users/me/passkeys/';
const PROVE = '/api/users/me/second-factors/prove/passkey/';
const ofOne = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const asksForProof = ['permission-denied', 'reauthentication-required'] as const;

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

const listRoute = defineApiRoute({
  name: 'api-passkey-list',
  method: 'GET',
  path: MINE,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'listPasskeys',
  summary: 'The passkeys of the user.',
  responses: { 200: Type.Array(passkeySchema) },
  async handler({ context }, { principal }) {
    const passkeys = await context.useCases.passkey.list({ userId: principal.user.id });
    return json(
      passkeys.map((one) => ({
        id: one.id,
        name: one.name,
        kind: one.kind,
        is_synced: one.isSynced,
        is_backed_up: one.isBackedUp,
        created_at: one.createdAt,
        last_used_at: one.lastUsedAt,
      })),
    );
  },
});

const beginRoute = defineApiRoute({
  name: 'api-passkey-begin',
  method: 'GET',
  path: `${MINE}new/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'beginPasskey',
  summary: 'What a browser is asked for a new passkey.',
  responses: { 200: ceremonySchema },
  refuses: asksForProof,
  schema: { query: kindQuery },
  async handler({ context }, { principal, query }) {
    return answerCeremony(await context.useCases.passkey.begin({ principal, kind: query.kind }));
  },
});

const addRoute = defineApiRoute({
  name: 'api-passkey-add',
  method: 'POST',
  path: MINE,
  issues: 'session',
  access: 'authenticated',
  csrf: 'session',
  operation: 'addPasskey',
  summary: 'Keep the passkey that an authenticator made. The session gets a new key.',
  responses: { 201: passkeyAddedSchema },
  refuses: [...asksForProof, 'throttled', 'busy'],
  schema: { body: Type.Object({ ...passkeyAnswer, name: Type.Optional(nameField) }) },
  async handler(exchange, { principal, body }) {
    const { context, visitor } = exchange;
    const name = body.name ?? '';
    const answer = readPasskeyAnswer(body);
    const added = await context.useCases.passkey.add({ principal, ...answer, name, visitor });
    await exchange.startSession(added.issued);
    return json({ id: added.id, recovery_codes: added.recoveryCodes }, 201);
  },
});

const renameRoute = defineApiRoute({
  name: 'api-passkey-rename',
  method: 'PATCH',
  path: `${MINE}:id/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'renamePasskey',
  summary: 'Give a passkey another name.',
  responses: { 204: null },
  refuses: ['permission-denied'],
  schema: { params: ofOne, body: Type.Object({ name: nameField }) },
  async handler({ context }, { principal, params, body }) {
    await context.useCases.passkey.rename({ principal, id: params.id, name: body.name });
    return empty();
  },
});

const removeRoute = defineApiRoute({
  name: 'api-passkey-remove',
  method: 'DELETE',
  path: `${MINE}:id/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'removePasskey',
  summary: 'Remove a passkey; the last way to log in stays.',
  responses: { 204: null },
  refuses: asksForProof,
  schema: { params: ofOne },
  async handler({ context, visitor }, { principal, params }) {
    await context.useCases.passkey.remove({ principal, id: params.id, visitor });
    return empty();
  },
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

function answerCeremony({ handle, options }: PasskeyCeremony): Answer {
  return json({ ceremony: handle, options });
}

const routes: readonly ApiRoute[] = [
  beginLogInRoute,
  logInRoute,
  beginStageRoute,
  passStageRoute,
  listRoute,
  beginRoute,
  addRoute,
  renameRoute,
  removeRoute,
  beginProofRoute,
  proveRoute,
];

export const passkeySection: ApiSection = { tag: 'Passkeys', routes };
