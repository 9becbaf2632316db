import { action, note, paragraph, secondAction } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { logInPath, requestDetails, resetPath, username } from '../samples.ts';

export const signUpMails: MailRecords<'already-registered'> = {
  /** Sign-up with an address that has an account already; only the mailbox learns of it. */
  'already-registered': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.already_registered.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.already_registered.text')),
          paragraph(say('mail.already_registered.known', { username: facts.username })),
          action(say('mail.already_registered.action'), writer.link(facts.logInPath)),
          paragraph(say('mail.already_registered.forgot')),
          secondAction(say('mail.reset_action'), writer.link(facts.resetPath)),
          writer.requestDetails(facts.requestDetails),
          note(say('mail.already_registered.ignore')),
        ],
        footer: say('mail.footer'),
      };
    },
    sample: { username, logInPath, resetPath, requestDetails },
  },
};
