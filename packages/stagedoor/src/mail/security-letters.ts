import type { Letter } from '../core/outbox/letter.ts';
import { action, type LetterContent, note, paragraph, secondAction } from './letter-content.ts';
import type { LetterWriter } from './letter-writer.ts';
import { ofEachAccount } from './of-each-account.ts';

/** One letter of the union. */
type Facts<Name extends Letter['letter']> = Extract<Letter, { letter: Name }>;

/** The subject is Django's. */
export function passwordResetLetter(writer: LetterWriter, facts: Facts<'password-reset'>): LetterContent {
  const { say } = writer;
  return {
    subject: say('mail.password_reset.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.password_reset.text')),
      action(say('mail.password_reset.action'), writer.link(facts.path)),
      note(writer.validity(facts.expiresInMinutes)),
      writer.occasion(facts.occasion),
      note(say('mail.password_reset.ignore')),
    ],
    footer: say('mail.footer'),
  };
}

export function passwordResetOfSeveralLetter(
  writer: LetterWriter,
  facts: Facts<'password-reset-of-several'>,
): LetterContent {
  const { say } = writer;
  return {
    subject: say('mail.password_reset.subject'),
    pieces: [
      paragraph(say('mail.password_reset.text')),
      ...ofEachAccount(writer, facts.accounts, 'mail.password_reset.action_of'),
      writer.occasion(facts.occasion),
      note(say('mail.password_reset.ignore')),
    ],
    footer: say('mail.footer'),
  };
}

export function usernameResetLetter(writer: LetterWriter, facts: Facts<'username-reset'>): LetterContent {
  const { say } = writer;
  return {
    subject: say('mail.username_reset.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.username_reset.text')),
      action(say('mail.username_reset.action'), writer.link(facts.path)),
      note(writer.validity(facts.expiresInMinutes)),
      writer.occasion(facts.occasion),
      note(say('mail.username_reset.ignore')),
    ],
    footer: say('mail.footer'),
  };
}

export function usernameChangedLetter(writer: LetterWriter, facts: Facts<'username-changed'>): LetterContent {
  const { say } = writer;
  return {
    subject: say('mail.username_changed.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.username_changed.text', { newUsername: facts.newUsername })),
      writer.occasion(facts.occasion),
      paragraph(say('mail.you')),
      paragraph(say('mail.not_you_reset')),
      action(say('mail.reset_action'), writer.link(facts.resetPath)),
    ],
    footer: say('mail.footer_security'),
  };
}

/** A token goes on when the password is changed, and ends when it is reset: so the letter leads to the reset. */
export function personalTokenCreatedLetter(
  writer: LetterWriter,
  facts: Facts<'personal-token-created'>,
): LetterContent {
  const { say } = writer;
  return {
    subject: say('mail.personal_token_created.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say(`mail.personal_token_created.${facts.methods}`, { name: facts.name })),
      paragraph(say('mail.personal_token_created.ends', { count: facts.expiresInDays })),
      writer.occasion(facts.occasion),
      paragraph(say('mail.you')),
      paragraph(say('mail.personal_token_created.not_you')),
      action(say('mail.reset_action'), writer.link(facts.resetPath)),
      secondAction(say('mail.personal_token_created.tokens'), writer.link(facts.tokensPath)),
    ],
    footer: say('mail.footer_security'),
  };
}

export function passwordChangedLetter(writer: LetterWriter, facts: Facts<'password-changed'>): LetterContent {
  const { say } = writer;
  return {
    subject: say('mail.password_changed.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say(`mail.password_changed.${facts.how}`)),
      writer.occasion(facts.occasion),
      ...(facts.how === 'operator' ? [] : [paragraph(say('mail.you'))]),
      paragraph(say('mail.not_you_reset')),
      action(say('mail.reset_action'), writer.link(facts.resetPath)),
    ],
    footer: say('mail.footer_security'),
  };
}

/** To the old address, with the way back. */
export function emailChangedLetter(writer: LetterWriter, facts: Facts<'email-changed'>): LetterContent {
  const { say } = writer;
  return {
    subject: say('mail.email_changed.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.email_changed.text', { newEmail: facts.newEmail })),
      writer.occasion(facts.occasion),
      paragraph(say('mail.you')),
      paragraph(say('mail.email_changed.undo')),
      action(say('mail.email_changed.action'), writer.link(facts.undoPath)),
      note(writer.validity(facts.undoExpiresInMinutes)),
    ],
    footer: say('mail.footer_security'),
  };
}

/** There is no way back from this one; whoever holds the mailbox has the reset. */
export function emailReturnedLetter(writer: LetterWriter, facts: Facts<'email-returned'>): LetterContent {
  const { say } = writer;
  const { email } = facts;
  return {
    subject: say('mail.email_returned.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.email_returned.text', { email })),
      writer.occasion(facts.occasion),
      paragraph(say('mail.you')),
      paragraph(say('mail.email_returned.not_you', { email })),
      action(say('mail.reset_action'), writer.link(facts.resetPath)),
    ],
    footer: say('mail.footer_security'),
  };
}

/** To the primary address: another one came or went. */
export function emailListChangedLetter(
  writer: LetterWriter,
  facts: Facts<'email-list-changed'>,
): LetterContent {
  const { say } = writer;
  return {
    subject: say(`mail.email_list_changed.${facts.how}_subject`),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say(`mail.email_list_changed.${facts.how}`, { address: facts.address })),
      writer.occasion(facts.occasion),
      paragraph(say('mail.you')),
      paragraph(say('mail.not_you_reset')),
      action(say('mail.reset_action'), writer.link(facts.resetPath)),
    ],
    footer: say('mail.footer_security'),
  };
}

export function newDeviceLetter(writer: LetterWriter, facts: Facts<'new-device'>): LetterContent {
  const { say } = writer;
  return {
    subject: say('mail.new_device.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.new_device.text')),
      writer.occasion(facts.occasion),
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
export function guessingNoticedLetter(writer: LetterWriter, facts: Facts<'guessing-noticed'>): LetterContent {
  const { say } = writer;
  return {
    subject: say('mail.guessing_noticed.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.guessing_noticed.text', { count: facts.failures })),
      writer.occasion(facts.occasion),
      paragraph(say('mail.you')),
      paragraph(say('mail.not_you_reset')),
      action(say('mail.reset_action'), writer.link(facts.resetPath)),
    ],
    footer: say('mail.footer_security'),
  };
}

/** Says what still opens the account: a stranger's guesses must not look like a lock-out. */
export function logInHeldLetter(writer: LetterWriter, facts: Facts<'log-in-held'>): LetterContent {
  const { say } = writer;
  return {
    subject: say('mail.log_in_held.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.log_in_held.text', { count: facts.failures })),
      writer.occasion(facts.occasion),
      paragraph(say('mail.log_in_held.what_works')),
      action(say('mail.reset_action'), writer.link(facts.resetPath)),
    ],
    footer: say('mail.footer_security'),
  };
}

export function accountDeletedLetter(writer: LetterWriter, facts: Facts<'account-deleted'>): LetterContent {
  const { say } = writer;
  return {
    subject: say('mail.account_deleted.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.account_deleted.text', { username: facts.username })),
      writer.occasion(facts.occasion),
      paragraph(say('mail.account_deleted.not_you')),
    ],
    footer: say('mail.footer_security'),
  };
}
