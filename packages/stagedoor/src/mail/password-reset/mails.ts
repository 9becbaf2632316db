import { action, note, paragraph } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { ofEachAccount } from '../of-each-account.ts';
import { accounts, expiresInMinutes, path, requestDetails, username } from '../samples.ts';

export const passwordResetMails: MailRecords<'password-reset' | 'password-reset-of-several'> = {
  /** The subject is Django's. */
  'password-reset': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.password_reset.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.password_reset.text')),
          action(say('mail.password_reset.action'), writer.link(facts.path)),
          note(writer.validity(facts.expiresInMinutes)),
          writer.requestDetails(facts.requestDetails),
          note(say('mail.password_reset.ignore')),
        ],
        footer: say('mail.footer'),
      };
    },
    sample: { username, path, expiresInMinutes, requestDetails },
  },
  'password-reset-of-several': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.password_reset.subject'),
        pieces: [
          paragraph(say('mail.password_reset.text')),
          ...ofEachAccount(writer, facts.accounts, 'mail.password_reset.action_of'),
          writer.requestDetails(facts.requestDetails),
          note(say('mail.password_reset.ignore')),
        ],
        footer: say('mail.footer'),
      };
    },
    sample: { accounts, requestDetails },
  },
};
