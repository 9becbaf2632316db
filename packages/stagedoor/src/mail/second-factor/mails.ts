import type { SecondFactorMails } from '../../core/second-factor/feature.ts';
import { ifNotYou } from '../if-not-you.ts';
import { paragraph } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { requestDetails, resetPath, username } from '../samples.ts';

export const secondFactorMails: MailRecords<keyof SecondFactorMails> = {
  /** What happened stands in the subject: whoever did not do it must see so in the list of their mails. */
  'second-factor-changed': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say(`mail.second_factor.${facts.what}.subject`),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say(`mail.second_factor.${facts.what}.text`)),
          ...ifNotYou(writer, facts),
        ],
        footer: say('mail.footer_security'),
      };
    },
    sample: { username, what: 'totp-added', resetPath, requestDetails },
  },
};
