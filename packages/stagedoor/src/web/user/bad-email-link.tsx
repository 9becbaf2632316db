import { AccountsError } from '../../core/kernel/errors.ts';
import type { Answer } from '../../http/answer/answer.ts';
import type { Exchange } from '../../http/exchange/exchange.ts';
import { answerPage } from '../answer-page.ts';
import { EmailBadLinkView } from './email-views.tsx';

/** The page for a link about an address that does not work, whatever the reason. */
export function badEmailLink(exchange: Exchange): Promise<Answer> {
  return answerPage(exchange, (page) => <EmailBadLinkView page={page} />);
}

export async function unlessBadEmailLink(exchange: Exchange, act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof AccountsError && error.refusal.code === 'invalid-link') {
      return await badEmailLink(exchange);
    }
    throw error;
  }
}
