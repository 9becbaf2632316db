import { action, paragraph, secondAction } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { requestDetails, resetPath, username } from '../samples.ts';

export const personalTokenMails: MailRecords<'personal-token-created'> = {
  /** A token goes on when the password is changed, and ends when it is reset: so the e-mail leads to the reset. */
  'personal-token-created': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.personal_token_created.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say(`mail.personal_token_created.${facts.methods}`, { name: facts.name })),
          paragraph(say('mail.personal_token_created.ends', { count: facts.expiresInDays })),
          writer.requestDetails(facts.requestDetails),
          paragraph(say('mail.you')),
          paragraph(say('mail.personal_token_created.not_you')),
          action(say('mail.reset_action'), writer.link(facts.resetPath)),
          secondAction(say('mail.personal_token_created.tokens'), writer.link(facts.tokensPath)),
        ],
        footer: say('mail.footer_security'),
      };
    },
    sample: {
      username,
      name: 'Backup',
      methods: 'read',
      expiresInDays: 30,
      tokensPath: '/accounts/tokens/',
      resetPath,
      requestDetails,
    },
    chosen: ['name'],
  },
};
