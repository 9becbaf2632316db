import { Type } from 'typebox';
import { FACTOR_NAME_LENGTH } from '../../core/second-factor/confirm-totp.ts';
import { empty, json } from '../../http/answer/answer.ts';
import { passSecondFactor } from '../../http/exchange/pass-second-factor.ts';
import { textField } from '../../http/request/input-reader.ts';
import { type ApiRoute, defineApiRoute } from '../api-route.ts';
import type { ApiSection } from '../api-section.ts';
import { answerContinued, flowField, stagePassedSchema } from '../login/pass-stage.ts';
import { recoveryCodesSchema, secondFactorsSchema, totpSetUpSchema } from './schemas.ts';

const MINE = '/api/users/me/second-factors/';
const TOTP = `${MINE}totp/`;
const codeField = textField({ maxLength: 64, description: 'Of an authenticator app, or a recovery code.' });
const ofOne = Type.Object({ id: Type.Integer({ minimum: 1 }) });
const asksForProof = ['permission-denied', 'reauthentication-required'] as const;

const passRoute = defineApiRoute({
  name: 'api-second-factor-pass',
  method: 'POST',
  path: '/api/login/second-factor/',
  servesStage: 'second-factor',
  issues: 'session',
  access: 'anyone',
  csrf: 'session',
  operation: 'passSecondFactor',
  summary: 'Go on with a log-in by a code: answers what the log-in was for.',
  responses: { 200: stagePassedSchema },
  refuses: ['stage-required', 'throttled'],
  schema: {
    body: Type.Object({
      code: codeField,
      flow: flowField,
    }),
  },
  handler: async (exchange, { body }) =>
    await answerContinued(exchange, await passSecondFactor(exchange, body)),
});

const listRoute = defineApiRoute({
  name: 'api-second-factor-list',
  method: 'GET',
  path: MINE,
  issues: 'none',
  access: 'authenticated',
  csrf: 'none',
  operation: 'listSecondFactors',
  summary: 'What the user shows beside the first proof, and how many recovery codes are left.',
  responses: { 200: secondFactorsSchema },
  async handler({ context }, { principal }) {
    const factors = await context.useCases.secondFactor.list({ userId: principal.user.id });
    return json({
      totp: factors.totpDevices.map(({ id, name, confirmedAt, lastUsedAt }) => ({
        id,
        name,
        confirmed_at: confirmedAt,
        last_used_at: lastUsedAt,
      })),
      recovery_codes: factors.recoveryCodes,
    });
  },
});

const beginRoute = defineApiRoute({
  name: 'api-totp-begin',
  method: 'POST',
  path: TOTP,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'beginTotp',
  summary: 'Begin to set up an authenticator app. It is asked for nowhere before its first code.',
  responses: { 201: totpSetUpSchema },
  refuses: asksForProof,
  async handler({ context }, { principal }) {
    return json(await context.useCases.secondFactor.beginTotp({ principal }), 201);
  },
});

const confirmRoute = defineApiRoute({
  name: 'api-totp-confirm',
  method: 'POST',
  path: `${TOTP}:id/confirm/`,
  issues: 'session',
  access: 'authenticated',
  csrf: 'session',
  operation: 'confirmTotp',
  summary: 'Turn an authenticator app on by its first code. The session gets a new key.',
  responses: { 200: recoveryCodesSchema },
  refuses: [...asksForProof, 'throttled', 'busy'],
  schema: {
    params: ofOne,
    body: Type.Object({
      code: codeField,
      name: Type.Optional(
        textField({ blank: true, maxLength: FACTOR_NAME_LENGTH, description: 'What its owner calls it.' }),
      ),
    }),
  },
  async handler(exchange, { principal, params, body }) {
    const { context, visitor } = exchange;
    const confirmed = await context.useCases.secondFactor.confirmTotp({
      principal,
      id: params.id,
      code: body.code,
      name: body.name ?? '',
      visitor,
    });
    await exchange.startSession(confirmed.issued);
    return json({ recovery_codes: confirmed.recoveryCodes });
  },
});

const removeRoute = defineApiRoute({
  name: 'api-totp-remove',
  method: 'DELETE',
  path: `${TOTP}:id/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'removeTotp',
  summary: 'Remove an authenticator app; with the last one the recovery codes go.',
  responses: { 204: null },
  refuses: asksForProof,
  schema: { params: ofOne },
  async handler({ context, visitor }, { principal, params }) {
    await context.useCases.secondFactor.removeTotp({ principal, id: params.id, visitor });
    return empty();
  },
});

const makeCodesRoute = defineApiRoute({
  name: 'api-recovery-codes-make',
  method: 'POST',
  path: `${MINE}recovery-codes/`,
  issues: 'none',
  access: 'authenticated',
  csrf: 'session',
  operation: 'makeRecoveryCodes',
  summary: 'Make new recovery codes in the place of those from before.',
  responses: { 201: recoveryCodesSchema },
  refuses: [...asksForProof, 'not-found', 'throttled', 'busy'],
  async handler({ context, visitor }, { principal }) {
    const codes = await context.useCases.secondFactor.makeRecoveryCodes({ principal, visitor });
    return json({ recovery_codes: codes }, 201);
  },
});

const proveRoute = defineApiRoute({
  name: 'api-second-factor-prove',
  method: 'POST',
  path: `${MINE}prove/`,
  issues: 'session',
  access: 'authenticated',
  csrf: 'session',
  operation: 'proveSecondFactor',
  summary: 'Show a second factor again, before what asks for a recent proof. The session gets a new key.',
  responses: { 204: null },
  refuses: ['permission-denied', 'throttled'],
  schema: { body: Type.Object({ code: codeField }) },
  async handler(exchange, { principal, body }) {
    const { context, visitor } = exchange;
    await exchange.startSession(
      await context.useCases.secondFactor.reauthenticate({ principal, code: body.code, visitor }),
    );
    return empty();
  },
});

const routes: readonly ApiRoute[] = [
  passRoute,
  listRoute,
  beginRoute,
  confirmRoute,
  removeRoute,
  makeCodesRoute,
  proveRoute,
];

export const secondFactorSection: ApiSection = { tag: 'Second factors', routes };
