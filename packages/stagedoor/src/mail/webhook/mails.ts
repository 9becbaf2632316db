import { note, paragraph } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { username } from '../samples.ts';

export const webhookMails: MailRecords<'webhook-disabled'> = {
  /** To superusers: events no longer reach a program, and nobody here decided that. */
  'webhook-disabled': {
    write(writer, facts) {
      const { say } = writer;
      const { endpointId: id, host } = facts;
      return {
        subject: say('mail.webhook_disabled.subject', { host }),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say(`mail.webhook_disabled.${facts.why}`, { host })),
          paragraph(say('mail.webhook_disabled.enable', { id })),
          note(say('mail.webhook_disabled.missed', { id })),
        ],
        footer: say('mail.webhook_disabled.footer'),
      };
    },
    sample: { username, endpointId: 1, host: 'hooks.example.org', why: 'failing' },
    chosen: ['host'],
  },
};
