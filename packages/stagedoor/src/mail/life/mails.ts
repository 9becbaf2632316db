import { paragraph } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { requestDetails, username } from '../samples.ts';

export const lifeMails: MailRecords<'account-deleted'> = {
  'account-deleted': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.account_deleted.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.account_deleted.text', { username: facts.username })),
          writer.requestDetails(facts.requestDetails),
          paragraph(say('mail.account_deleted.not_you')),
        ],
        footer: say('mail.footer_security'),
      };
    },
    sample: { username, requestDetails },
  },
};
