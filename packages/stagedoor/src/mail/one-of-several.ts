import { type LetterPiece, paragraph } from './letter-content.ts';
import type { LetterWriter } from './letter-writer.ts';

/** Said where accounts that share an address get a letter each, so that nobody opens the one of an account not theirs. */
export function oneOfSeveral(
  { say }: LetterWriter,
  { isOneOfSeveral, username }: { readonly isOneOfSeveral?: boolean; readonly username: string },
): LetterPiece[] {
  return isOneOfSeveral === true ? [paragraph(say('mail.one_of_several', { username }))] : [];
}
