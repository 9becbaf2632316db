import type { LogInOutcome } from '../../core/login/log-in.ts';
import { type Answer, json } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { refuseStage } from './refuse-stage.ts';

export async function enter(exchange: Exchange, loggedIn: LogInOutcome): Promise<Answer> {
  const { user, issued } = loggedIn;
  await exchange.startSession(issued);
  // The cookie is there, but opens only what passes the stage: every other route answers the same.
  if (loggedIn.outcome === 'stage-required') {
    return refuseStage(exchange, { code: loggedIn.outcome, stage: loggedIn.stage });
  }
  return json({ message: 'Login successful', username: user.username ?? user.email });
}
