import type { LetterAccount } from '../core/outbox/letter.ts';
import type { TextKey } from '../texts/translator.ts';
import { exactTime } from '../ui/relative-time.tsx';
import { action, type LetterPiece, note, paragraph } from './letter-content.ts';
import type { LetterWriter } from './letter-writer.ts';

/** A link for each account that shares an address, and whose it is: nobody should open the one of an account not theirs. */
export function ofEachAccount(
  writer: LetterWriter,
  accounts: readonly LetterAccount[],
  label: TextKey,
): LetterPiece[] {
  const { t, say } = writer;
  return [
    paragraph(say('mail.several_accounts')),
    ...accounts.flatMap(({ username, path, expiresInMinutes, createdAt }) => [
      action(say(label, { username }), writer.link(path)),
      note(say('mail.account_created', { moment: exactTime(t, new Date(createdAt)) })),
      note(writer.validity(expiresInMinutes)),
    ]),
  ];
}
