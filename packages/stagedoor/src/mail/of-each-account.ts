import type { MailAccount } from '../core/outbox/mail-data.ts';
import type { TextKey } from '../texts/translator.ts';
import { exactTime } from '../ui/relative-time.tsx';
import { action, type MailPiece, note, paragraph } from './mail-content.ts';
import type { MailWriter } from './mail-writer.ts';

/** A link for each account that shares an address, and whose it is: nobody should open the one of an account not theirs. */
export function ofEachAccount(
  writer: MailWriter,
  accounts: readonly MailAccount[],
  label: TextKey,
): MailPiece[] {
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
