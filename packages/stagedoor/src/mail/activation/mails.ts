import type { MailOf } from '../../core/outbox/mail-data.ts';
import { exactTime } from '../../ui/relative-time.tsx';
import { action, type MailPiece, note, paragraph } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import type { MailWriter } from '../mail-writer.ts';
import { ofEachAccount } from '../of-each-account.ts';
import { accounts, expiresInMinutes, path, username } from '../samples.ts';

const OPEN = {
  closed: 'mail.activation.closed',
  now: 'mail.activation.open',
  'by-username': 'mail.activation.open_by_username',
  // Somebody who had proved the address before would have had another e-mail.
  'if-new': 'mail.activation.open',
} as const;

/** What holds until the link is opened, and what somebody does who did not sign up. */
function untilActivated(
  { t, say }: MailWriter,
  { untilActivated: until }: MailOf<'activation'>,
): MailPiece[] {
  if (until === undefined) return [note(say('mail.activation.ignore'))];
  const { logIn, removedAt } = until;
  return [
    note(say(OPEN[logIn])),
    ...(removedAt === null
      ? []
      : [note(say('mail.activation.removed', { moment: exactTime(t, new Date(removedAt)) }))]),
    note(say('mail.activation.ignore')),
  ];
}

export const activationMails: MailRecords<'activation' | 'activation-of-several'> = {
  activation: {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.activation.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.activation.text')),
          action(say('mail.activation.action'), writer.link(facts.path)),
          note(writer.validity(facts.expiresInMinutes)),
          ...untilActivated(writer, facts),
        ],
        footer: say('mail.footer'),
      };
    },
    sample: { username, path, expiresInMinutes },
  },
  'activation-of-several': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.activation.subject'),
        pieces: [
          paragraph(say('mail.activation.text')),
          ...ofEachAccount(writer, facts.accounts, 'mail.activation.action_of'),
          note(say('mail.activation.ignore')),
        ],
        footer: say('mail.footer'),
      };
    },
    sample: { accounts },
  },
};
