import type { Continued } from '../../core/account/log-in/continue-log-in.ts';
import { AccountsError } from '../../core/kernel/errors.ts';
import { logInOutcomeOf } from '../../core/login/log-in.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import {
  findAtStage as findHolder,
  passStage as pass,
  type StageHolder,
  type StagePass,
} from '../../http/exchange/pass-stage.ts';
import { enter } from './enter.ts';

/**
 * Who is at this stage in this browser, for its page. Whoever is not is led to the log-in, and on from there if they are logged in.
 *
 * @throws AccountsError `flow-ended` where their log-in is over; `stage-not-pending` for who has nothing to pass there; `not-authenticated`, for programs too, whose tokens no page hands out
 */
export async function findAtStage(exchange: Exchange, stage: StagePass['stage']): Promise<StageHolder> {
  const holder = await findHolder(exchange, stage);
  if (holder.opens === 'session') return holder;
  throw new AccountsError({ code: 'not-authenticated' });
}

/**
 * Passes a stage by what a page was sent, and leads where the log-in was to lead, or to the stage after it.
 *
 * @throws AccountsError as `passStage` of `stagedoor/api` does
 * @example
 * async act(exchange, typed) {
 *   return await passStage(exchange, {
 *     stage: 'pin.enter',
 *     factors: ['knowledge'],
 *     isRight: ({ user }) => useCases.isPin(user.id, typed.pin),
 *   });
 * }
 */
export async function passStage(exchange: Exchange, given: StagePass): Promise<Answer> {
  await findAtStage(exchange, given.stage);
  return await enterContinued(exchange, await pass(exchange, given));
}

/** Leads on whoever passed a stage on a page. `findAtStage` asked the flow what it opens, and a flow stays what it was begun for. */
export async function enterContinued(exchange: Exchange, passed: Continued): Promise<Answer> {
  if (passed.kind !== 'session') throw new AccountsError({ code: 'not-authenticated' });
  return await enter(exchange, logInOutcomeOf(passed));
}
