import { action, note, paragraph } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { logInPath, username } from '../samples.ts';

export const outboxMails: MailRecords<'welcome' | 'test'> = {
  welcome: {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.welcome.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.welcome.text')),
          action(say('mail.welcome.action'), writer.link(facts.logInPath)),
        ],
        footer: say('mail.footer'),
      };
    },
    sample: { username, logInPath },
  },
  /** Says what its arrival shows, and nothing else. */
  test: {
    write({ say }) {
      return {
        subject: say('mail.test.subject'),
        pieces: [paragraph(say('mail.test.text')), note(say('mail.test.links'))],
        footer: say('mail.footer'),
      };
    },
    sample: {},
  },
};
