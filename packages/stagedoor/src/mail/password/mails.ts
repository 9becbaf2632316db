import { action, paragraph } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { requestDetails, resetPath, username } from '../samples.ts';

export const passwordMails: MailRecords<'password-changed'> = {
  'password-changed': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.password_changed.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say(`mail.password_changed.${facts.how}`)),
          ...(facts.how === 'operator'
            ? [writer.moment(facts.requestDetails), paragraph(say('mail.password_changed.operator_knows'))]
            : [
                writer.requestDetails(facts.requestDetails),
                paragraph(say('mail.you')),
                paragraph(say('mail.not_you_reset')),
              ]),
          action(say('mail.reset_action'), writer.link(facts.resetPath)),
        ],
        footer: say('mail.footer_security'),
      };
    },
    sample: { username, how: 'change', resetPath, requestDetails },
  },
};
