import type { LanguageTag } from '../core/kernel/language-tag.ts';
import type { Principal } from '../core/session/session.ts';
import type { Exchange } from '../http/exchange/exchange.ts';

/** Pages speak to a member as e-mails do: in the account's language, whatever this browser was told before. */
export function answerInMemberLanguage(exchange: Exchange, principal: Principal | null): void {
  const language = principal?.user.language ?? null;
  if (language !== null) exchange.answerIn(language);
}

/**
 * The choice at the foot of every page. A visitor's is the browser's; a member's is the account's too, so that pages, e-mails and the
 * profile agree.
 */
export async function chooseLanguage(
  exchange: Exchange,
  principal: Principal | null,
  language: LanguageTag,
): Promise<void> {
  if (principal !== null && principal.user.language !== language) {
    await exchange.context.useCases.user.updateProfile({ principal, visitor: exchange.visitor, language });
  }
  exchange.chooseLanguage(language);
}
