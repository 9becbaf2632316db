import type { LogInOutcome } from '../../core/login/log-in.ts';
import { userName } from '../../core/user/user-name.ts';
import type { Answer } from '../../http/answer/answer.ts';
import { stagePageOf } from '../../http/context/stage-addresses.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { goTo } from '../answer-page.ts';
import { safeNext } from '../next.ts';
import { withNext } from '../paths.ts';

/** Takes whoever is let in to where they wanted to go, or to the stage that their session still waits at. */
export async function enter(exchange: Exchange, loggedIn: LogInOutcome): Promise<Answer> {
  const { user, issued } = loggedIn;
  const { settings, stages } = exchange.context;
  await exchange.startSession(issued);
  if (user.language !== null) exchange.chooseLanguage(user.language);
  if (loggedIn.outcome === 'stage-required') {
    return goTo(exchange, withNext(stagePageOf(stages, loggedIn.stage), safeNext(exchange)));
  }
  exchange.flash('success', exchange.translate('login.welcome_back', { username: userName(user) }));
  return goTo(exchange, safeNext(exchange) ?? settings.logInRedirectUrl);
}
