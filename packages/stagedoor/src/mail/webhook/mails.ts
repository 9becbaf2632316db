import { note, paragraph } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { username } from '../samples.ts';

export const webhookMails: MailRecords<'webhook-disabled'> = {
  /** To superusers: events no longer reach a program, and nobody here decided that. */
  'webhook-disabled': {
    write(writer, facts) {
      const { say } = writer;
      const { endpointId: id, host, why } = facts;
      const isUnreadable = why === 'unreadable';
      return {
        subject: isUnreadable
          ? say('mail.webhook_disabled.subject_unreadable', { id })
          : say('mail.webhook_disabled.subject', { host }),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say(`mail.webhook_disabled.${why}`, { host, id })),
          paragraph(say(`mail.webhook_disabled.${isUnreadable ? 'add_again' : 'enable'}`, { id })),
          note(say('mail.webhook_disabled.missed', { id })),
        ],
        footer: say('mail.webhook_disabled.footer'),
      };
    },
    sample: { username, endpointId: 1, host: 'hooks.example.org', why: 'failing' },
    chosen: ['host'],
  },
};
