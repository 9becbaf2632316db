import type { LoginMails } from '../../core/login/feature.ts';
import { ifNotYou } from '../if-not-you.ts';
import { action, paragraph, secondAction } from '../mail-content.ts';
import type { MailRecords } from '../mail-record.ts';
import { requestDetails, resetPath, username } from '../samples.ts';

export const loginMails: MailRecords<keyof LoginMails> = {
  'new-device': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.new_device.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.new_device.text')),
          ...ifNotYou(writer, facts),
          paragraph(say('mail.new_device.look_first')),
          secondAction(say('mail.new_device.sessions'), writer.link(facts.sessionsPath)),
        ],
        footer: say('mail.footer_security'),
      };
    },
    sample: {
      username,
      sessionsPath: '/accounts/sessions/',
      resetPath,
      requestDetails,
    },
  },
  /** A right password after many wrong ones (ASVS V6.3.5). */
  'guessing-noticed': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.guessing_noticed.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.guessing_noticed.text', { count: facts.failures })),
          ...ifNotYou(writer, facts),
        ],
        footer: say('mail.footer_security'),
      };
    },
    sample: { username, failures: 9, resetPath, requestDetails },
  },
  /** Whoever failed had the password, or whatever else stands first. */
  'stage-failed': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.stage_failed.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.stage_failed.text')),
          ...ifNotYou(writer, facts),
        ],
        footer: say('mail.footer_security'),
      };
    },
    sample: { username, resetPath, requestDetails },
  },
  /** Says what still opens the account: a stranger's guesses must not look like a lock-out. */
  'log-in-held': {
    write(writer, facts) {
      const { say } = writer;
      return {
        subject: say('mail.log_in_held.subject'),
        pieces: [
          writer.greeting(facts.username),
          paragraph(say('mail.log_in_held.text', { count: facts.failures })),
          writer.requestDetails(facts.requestDetails),
          paragraph(say('mail.log_in_held.what_works')),
          action(say('mail.reset_action'), writer.link(facts.resetPath)),
        ],
        footer: say('mail.footer_security'),
      };
    },
    sample: { username, failures: 100, resetPath, requestDetails },
  },
};
