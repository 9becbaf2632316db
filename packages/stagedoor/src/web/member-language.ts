import type { LanguageTag } from '../core/kernel/language-tag.ts';
import type { Exchange } from '../http/exchange/exchange.ts';

/** Pages speak to a member as letters do: in the account's language, whatever this browser was told before. */
export async function speakToMember(exchange: Exchange): Promise<void> {
  const principal = await exchange.principal();
  const language = principal?.user.language ?? null;
  if (language !== null) exchange.speak(language);
}

/**
 * The choice at the foot of every page. A visitor's is the browser's; a member's is the account's too, so that pages, letters and the
 * profile agree.
 */
export async function chooseLanguage(exchange: Exchange, language: LanguageTag): Promise<void> {
  const principal = await exchange.principal();
  if (principal !== null && principal.user.language !== language) {
    await exchange.context.useCases.user.updateProfile({ principal, visitor: exchange.visitor, language });
  }
  exchange.chooseLanguage(language);
}
