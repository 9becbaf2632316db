import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { goTo } from '../answer-page.ts';
import type { OwnInput } from '../page-record.ts';
import { paths, withNext } from '../paths.ts';
import { withRecentProof } from '../recent-proof.ts';

type ActOwn = (exchange: Exchange, input: OwnInput) => Promise<Answer>;

/** Asks for a code first of whoever has an authenticator, for the password of everybody else, and comes back to `path`. */
export function withFactorProof(path: string, act: ActOwn): ActOwn {
  const prove = withRecentProof(act);
  return async (exchange, input) => {
    const { principal } = input;
    const isLacking = await exchange.context.useCases.secondFactor.lacksProof({ principal });
    return isLacking ? goTo(exchange, withNext(paths.secondFactorProve, path)) : await prove(exchange, input);
  };
}
