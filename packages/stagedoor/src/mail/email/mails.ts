import { ifNotYou } from '../if-not-you.ts';
import { action, note, paragraph } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { expiresInMinutes, newEmail, path, requestDetails, resetPath, username } from '../samples.ts';

export const emailMails: MailRecords<
  'email-add-confirm' | 'email-change-confirm' | 'email-changed' | 'email-returned' | 'email-list-changed'
> = {
  'email-add-confirm': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.email_add_confirm.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.email_add_confirm.text', { newEmail: facts.newEmail })),
          action(say('mail.email_add_confirm.action'), writer.link(facts.path)),
          note(writer.validity(facts.expiresInMinutes)),
          note(say('mail.email_add_confirm.ignore')),
        ],
        footer: say('mail.footer'),
      };
    },
    sample: { username, newEmail, path, expiresInMinutes },
  },
  'email-change-confirm': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.email_change_confirm.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.email_change_confirm.text', { newEmail: facts.newEmail })),
          action(say('mail.email_change_confirm.action'), writer.link(facts.path)),
          note(writer.validity(facts.expiresInMinutes)),
          note(say('mail.email_change_confirm.ignore')),
        ],
        footer: say('mail.footer'),
      };
    },
    sample: { username, newEmail, path, expiresInMinutes },
  },
  /** To the old address, with the way back. */
  'email-changed': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.email_changed.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.email_changed.text', { newEmail: facts.newEmail })),
          writer.requestDetails(facts.requestDetails),
          paragraph(say('mail.you')),
          paragraph(say('mail.email_changed.undo')),
          action(say('mail.email_changed.action'), writer.link(facts.undoPath)),
          note(writer.validity(facts.undoExpiresInMinutes)),
        ],
        footer: say('mail.footer_security'),
      };
    },
    sample: {
      username,
      newEmail,
      undoPath: path,
      undoExpiresInMinutes: expiresInMinutes,
      requestDetails,
    },
  },
  /** There is no way back from this one; whoever holds the mailbox has the reset. */
  'email-returned': {
    write(writer, facts) {
      const { say } = writer;
      const { email } = facts;
      return {
        subject: say('mail.email_returned.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.email_returned.text', { email })),
          writer.requestDetails(facts.requestDetails),
          paragraph(say('mail.you')),
          paragraph(say('mail.email_returned.not_you', { email })),
          action(say('mail.reset_action'), writer.link(facts.resetPath)),
        ],
        footer: say('mail.footer_security'),
      };
    },
    sample: { username, email: newEmail, resetPath, requestDetails },
  },
  /** To the primary address: another one came or went. */
  'email-list-changed': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say(`mail.email_list_changed.${facts.how}_subject`),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say(`mail.email_list_changed.${facts.how}`, { address: facts.address })),
          ...ifNotYou(writer, facts),
        ],
        footer: say('mail.footer_security'),
      };
    },
    sample: {
      username,
      address: newEmail,
      how: 'added',
      resetPath,
      requestDetails,
    },
  },
};
