import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import type { Route } from '../../http/route/route.ts';
import { answerPage, goTo } from '../answer-page.ts';
import type { OwnInput } from '../page-record.ts';
import { pageRoutes } from '../page-route.ts';
import { paths } from '../paths.ts';
import { readId } from '../read-id.ts';
import { withFactorProof } from '../second-factor/factor-proof.ts';
import { createToken, showNewTokenForm } from './new-token-form.tsx';
import { ApiTokenView, TokensView } from './views.tsx';

async function showTokens(exchange: Exchange, { principal }: OwnInput): Promise<Answer> {
  const { useCases } = exchange.context;
  const [tokens, apiToken] = await Promise.all([
    useCases.personalToken.list({ principal }),
    useCases.apiToken.find({ userId: principal.user.id }),
  ]);
  return await answerPage(exchange, (page) => <TokensView page={page} tokens={tokens} apiToken={apiToken} />);
}

async function endToken(exchange: Exchange, { principal, params: { id } }: OwnInput): Promise<Answer> {
  const { visitor } = exchange;
  await exchange.context.useCases.personalToken.end({ principal, sessionId: readId(id), visitor });
  exchange.flash('success', exchange.translate('tokens.revoked'));
  return goTo(exchange, paths.tokens);
}

/** The one token that can be shown again, to whoever has just proved the password. */
async function showApiToken(exchange: Exchange, { principal: { user } }: OwnInput): Promise<Answer> {
  const apiToken = await exchange.context.useCases.apiToken.find({ userId: user.id });
  if (apiToken === null) return goTo(exchange, paths.tokens);
  return await answerPage(exchange, (page) => <ApiTokenView page={page} apiToken={apiToken} />);
}

async function endApiToken(exchange: Exchange, { principal: { user } }: OwnInput): Promise<Answer> {
  const { visitor } = exchange;
  // Two presses of one button: the second finds what it wanted.
  await exchange.context.useCases.apiToken.end({ userId: user.id, visitor });
  exchange.flash('success', exchange.translate('api_token.ended'));
  return goTo(exchange, paths.tokens);
}

export const tokenRoutes: readonly Route[] = [
  ...pageRoutes({ name: 'account_tokens', at: [paths.tokens], access: 'authenticated', get: showTokens }),
  ...pageRoutes({
    name: 'account_token_new',
    at: [paths.newToken],
    access: 'authenticated',
    issues: 'token',
    get: withFactorProof(paths.newToken, showNewTokenForm),
    post: createToken,
  }),
  ...pageRoutes({
    name: 'account_token_end',
    at: ['/accounts/tokens/:id/end/'],
    access: 'authenticated',
    post: endToken,
  }),
  ...pageRoutes({
    name: 'account_api_token',
    at: [paths.apiToken],
    access: 'authenticated',
    get: withFactorProof(paths.apiToken, showApiToken),
  }),
  ...pageRoutes({
    name: 'account_api_token_end',
    at: [paths.endApiToken],
    access: 'authenticated',
    post: endApiToken,
  }),
];
