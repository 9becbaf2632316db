import { Type } from 'typebox';
import type { Continued } from '../../core/account/log-in/continue-log-in.ts';
import { logInOutcomeOf } from '../../core/login/log-in.ts';
import { type Answer, json } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { passStage as pass, type StagePass } from '../../http/exchange/pass-stage.ts';
import { apiTokenSchema, plainLogInSchema, slidingTokenSchema, tokenPairSchema } from '../token/schemas.ts';
import { enter } from './enter.ts';
import { loggedInSchema } from './schemas.ts';

/** What `passStage` answers, by what the log-in was for. */
export const stagePassedSchema = Type.Union([
  loggedInSchema,
  tokenPairSchema,
  slidingTokenSchema,
  apiTokenSchema,
  plainLogInSchema,
]);

/** In the body of whatever passes a stage. */
export const flowField = Type.Optional(
  Type.String({ maxLength: 200, description: 'The handle, for who does not send it as `Login-Flow`.' }),
);

/**
 * Passes a stage by what a program sent, and answers what the log-in was for: the session in its cookie, a pair of tokens in the body
 * or in cookies, a sliding token, an API token.
 *
 * @throws AccountsError `not-authenticated` where nobody is at the stage, `stage-not-pending` for who has nothing to pass there, `flow-ended` where their log-in is over, `throttled`, `invalid-input` where it is not right,
 *   `stage-required` with the stage after it, and what the gate refuses
 * @example
 * handler: (exchange, { body }) =>
 *   passStage(exchange, {
 *     stage: 'pin.enter',
 *     factors: ['knowledge'],
 *     isRight: ({ user }) => useCases.isPin(user.id, body.pin),
 *   }),
 */
export async function passStage(exchange: Exchange, given: StagePass): Promise<Answer> {
  return await answerContinued(exchange, await pass(exchange, given));
}

/** What the log-in was for, in the body or in cookies. */
export async function answerContinued(exchange: Exchange, passed: Continued): Promise<Answer> {
  switch (passed.kind) {
    case 'session':
      return await enter(exchange, logInOutcomeOf(passed));
    case 'token-pair': {
      const { access, refresh, session } = passed;
      if (passed.carriedIn === 'body') return inBody(exchange, { refresh, access });
      await exchange.startTokens({ access, refresh }, session);
      return json({ message: 'Login successful' });
    }
    case 'sliding-token':
      return inBody(exchange, { token: passed.token });
    case 'api-token':
      return inBody(exchange, { token: passed.key });
  }
}

function inBody(exchange: Exchange, body: object): Answer {
  exchange.notesToken();
  return json(body);
}
