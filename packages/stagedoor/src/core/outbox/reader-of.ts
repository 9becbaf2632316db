import type { LanguageTag } from '../kernel/language-tag.ts';
import type { User } from '../user/user.ts';

/** How a letter speaks to the one who reads it. */
export interface Reader {
  readonly language: LanguageTag;
  readonly timeZone: string | null;
}

/** As the user chose; where no language is chosen, in that of the request. */
export function readerOf(
  user: Pick<User, 'language' | 'timeZone'> | null,
  request: Pick<Reader, 'language'>,
): Reader {
  return { language: user?.language ?? request.language, timeZone: user?.timeZone ?? null };
}
