import type { MailData } from '../core/outbox/mail-data.ts';
import { action, type MailContent, note, paragraph, secondAction } from './mail-content.ts';
import type { MailWriter } from './mail-writer.ts';
import { ofEachAccount } from './of-each-account.ts';

/** One e-mail of the union. */
type Facts<Name extends MailData['mail']> = Extract<MailData, { mail: Name }>;

/** The subject is Django's. */
export function passwordResetMail(writer: MailWriter, facts: Facts<'password-reset'>): MailContent {
  const { say } = writer;
  return {
    subject: say('mail.password_reset.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.password_reset.text')),
      action(say('mail.password_reset.action'), writer.link(facts.path)),
      note(writer.validity(facts.expiresInMinutes)),
      writer.requestDetails(facts.requestDetails),
      note(say('mail.password_reset.ignore')),
    ],
    footer: say('mail.footer'),
  };
}

export function passwordResetOfSeveralMail(
  writer: MailWriter,
  facts: Facts<'password-reset-of-several'>,
): MailContent {
  const { say } = writer;
  return {
    subject: say('mail.password_reset.subject'),
    pieces: [
      paragraph(say('mail.password_reset.text')),
      ...ofEachAccount(writer, facts.accounts, 'mail.password_reset.action_of'),
      writer.requestDetails(facts.requestDetails),
      note(say('mail.password_reset.ignore')),
    ],
    footer: say('mail.footer'),
  };
}

export function usernameResetMail(writer: MailWriter, facts: Facts<'username-reset'>): MailContent {
  const { say } = writer;
  return {
    subject: say('mail.username_reset.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.username_reset.text')),
      action(say('mail.username_reset.action'), writer.link(facts.path)),
      note(writer.validity(facts.expiresInMinutes)),
      writer.requestDetails(facts.requestDetails),
      note(say('mail.username_reset.ignore')),
    ],
    footer: say('mail.footer'),
  };
}

export function usernameChangedMail(writer: MailWriter, facts: Facts<'username-changed'>): MailContent {
  const { say } = writer;
  return {
    subject: say('mail.username_changed.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.username_changed.text', { newUsername: facts.newUsername })),
      writer.requestDetails(facts.requestDetails),
      paragraph(say('mail.you')),
      paragraph(say('mail.not_you_reset')),
      action(say('mail.reset_action'), writer.link(facts.resetPath)),
    ],
    footer: say('mail.footer_security'),
  };
}

/** A token goes on when the password is changed, and ends when it is reset: so the e-mail leads to the reset. */
export function personalTokenCreatedMail(
  writer: MailWriter,
  facts: Facts<'personal-token-created'>,
): MailContent {
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
}

export function passwordChangedMail(writer: MailWriter, facts: Facts<'password-changed'>): MailContent {
  const { say } = writer;
  return {
    subject: say('mail.password_changed.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say(`mail.password_changed.${facts.how}`)),
      writer.requestDetails(facts.requestDetails),
      ...(facts.how === 'operator' ? [] : [paragraph(say('mail.you'))]),
      paragraph(say('mail.not_you_reset')),
      action(say('mail.reset_action'), writer.link(facts.resetPath)),
    ],
    footer: say('mail.footer_security'),
  };
}

/** To the old address, with the way back. */
export function emailChangedMail(writer: MailWriter, facts: Facts<'email-changed'>): MailContent {
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
}

/** There is no way back from this one; whoever holds the mailbox has the reset. */
export function emailReturnedMail(writer: MailWriter, facts: Facts<'email-returned'>): MailContent {
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
}

/** To the primary address: another one came or went. */
export function emailListChangedMail(writer: MailWriter, facts: Facts<'email-list-changed'>): MailContent {
  const { say } = writer;
  return {
    subject: say(`mail.email_list_changed.${facts.how}_subject`),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say(`mail.email_list_changed.${facts.how}`, { address: facts.address })),
      writer.requestDetails(facts.requestDetails),
      paragraph(say('mail.you')),
      paragraph(say('mail.not_you_reset')),
      action(say('mail.reset_action'), writer.link(facts.resetPath)),
    ],
    footer: say('mail.footer_security'),
  };
}

export function newDeviceMail(writer: MailWriter, facts: Facts<'new-device'>): MailContent {
  const { say } = writer;
  return {
    subject: say('mail.new_device.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.new_device.text')),
      writer.requestDetails(facts.requestDetails),
      paragraph(say('mail.you')),
      paragraph(say('mail.not_you_reset')),
      action(say('mail.reset_action'), writer.link(facts.resetPath)),
      paragraph(say('mail.new_device.look_first')),
      secondAction(say('mail.new_device.sessions'), writer.link(facts.sessionsPath)),
    ],
    footer: say('mail.footer_security'),
  };
}

/** A right password after many wrong ones (ASVS V6.3.5). */
export function guessingNoticedMail(writer: MailWriter, facts: Facts<'guessing-noticed'>): MailContent {
  const { say } = writer;
  return {
    subject: say('mail.guessing_noticed.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.guessing_noticed.text', { count: facts.failures })),
      writer.requestDetails(facts.requestDetails),
      paragraph(say('mail.you')),
      paragraph(say('mail.not_you_reset')),
      action(say('mail.reset_action'), writer.link(facts.resetPath)),
    ],
    footer: say('mail.footer_security'),
  };
}

/** Says what still opens the account: a stranger's guesses must not look like a lock-out. */
export function logInHeldMail(writer: MailWriter, facts: Facts<'log-in-held'>): MailContent {
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
}

export function accountDeletedMail(writer: MailWriter, facts: Facts<'account-deleted'>): MailContent {
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
}
