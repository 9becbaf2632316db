import type { LanguageTag } from '../kernel/language-tag.ts';
import type { User } from '../user/user.ts';

/** How an e-mail speaks to the one who reads it. */
export interface MailLocale {
  readonly language: LanguageTag;
  readonly timeZone: string | null;
}

/** As the user chose; where no language is chosen, in that of the request. */
export function mailLocaleOf(
  user: Pick<User, 'language' | 'timeZone'> | null,
  request: Pick<MailLocale, 'language'>,
): MailLocale {
  return { language: user?.language ?? request.language, timeZone: user?.timeZone ?? null };
}
