import { ifNotYou } from '../if-not-you.ts';
import { action, note, paragraph } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { expiresInMinutes, path, requestDetails, resetPath, username } from '../samples.ts';

export const usernameMails: MailRecords<'username-reset' | 'username-changed'> = {
  'username-reset': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.username_reset.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.username_reset.text')),
          action(say('mail.username_reset.action'), writer.link(facts.path)),
          note(writer.validity(facts.expiresInMinutes)),
          writer.requestDetails(facts.requestDetails),
          note(say('mail.username_reset.ignore')),
        ],
        footer: say('mail.footer'),
      };
    },
    sample: { username, path, expiresInMinutes, requestDetails },
  },
  'username-changed': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.username_changed.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.username_changed.text', { newUsername: facts.newUsername })),
          ...ifNotYou(writer, facts),
        ],
        footer: say('mail.footer_security'),
      };
    },
    sample: { username, newUsername: 'anna', resetPath, requestDetails },
    chosen: ['newUsername'],
  },
};
