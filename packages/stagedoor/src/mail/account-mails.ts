import type { MailData } from '../core/outbox/mail-data.ts';
import { exactTime } from '../ui/relative-time.tsx';
import { action, type MailContent, type MailPiece, note, paragraph, secondAction } from './mail-content.ts';
import type { MailWriter } from './mail-writer.ts';
import { ofEachAccount } from './of-each-account.ts';

/** One e-mail of the union, without its name. */
type Facts<Name extends MailData['mail']> = Extract<MailData, { mail: Name }>;

const OPEN = {
  closed: 'mail.activation.closed',
  now: 'mail.activation.open',
  'by-username': 'mail.activation.open_by_username',
  // Somebody who had proved the address before would have had another e-mail.
  'if-new': 'mail.activation.open',
} as const;

/** What holds until the link is opened, and what somebody does who did not sign up. */
function untilActivated({ t, say }: MailWriter, { untilActivated: until }: Facts<'activation'>): MailPiece[] {
  if (until === undefined) return [note(say('mail.activation.ignore'))];
  const { logIn, removedAt } = until;
  return [
    note(say(OPEN[logIn])),
    ...(removedAt === null
      ? []
      : [note(say('mail.activation.removed', { moment: exactTime(t, new Date(removedAt)) }))]),
    note(say('mail.activation.ignore')),
  ];
}

export function activationMail(writer: MailWriter, facts: Facts<'activation'>): MailContent {
  const { say } = writer;
  return {
    subject: say('mail.activation.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.activation.text')),
      action(say('mail.activation.action'), writer.link(facts.path)),
      note(writer.validity(facts.expiresInMinutes)),
      ...untilActivated(writer, facts),
    ],
    footer: say('mail.footer'),
  };
}

export function activationOfSeveralMail(
  writer: MailWriter,
  facts: Facts<'activation-of-several'>,
): MailContent {
  const { say } = writer;
  return {
    subject: say('mail.activation.subject'),
    pieces: [
      paragraph(say('mail.activation.text')),
      ...ofEachAccount(writer, facts.accounts, 'mail.activation.action_of'),
      note(say('mail.activation.ignore')),
    ],
    footer: say('mail.footer'),
  };
}

/** Sign-up with an address that has an account already; only the mailbox learns of it. */
export function alreadyRegisteredMail(writer: MailWriter, facts: Facts<'already-registered'>): MailContent {
  const { say } = writer;
  return {
    subject: say('mail.already_registered.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.already_registered.text')),
      paragraph(say('mail.already_registered.known', { username: facts.username })),
      action(say('mail.already_registered.action'), writer.link(facts.logInPath)),
      paragraph(say('mail.already_registered.forgot')),
      secondAction(say('mail.reset_action'), writer.link(facts.resetPath)),
      writer.requestDetails(facts.requestDetails),
      note(say('mail.already_registered.ignore')),
    ],
    footer: say('mail.footer'),
  };
}

export function welcomeMail(writer: MailWriter, facts: Facts<'welcome'>): MailContent {
  const { say } = writer;
  return {
    subject: say('mail.welcome.subject'),
    pieces: [
      writer.greeting(facts.username),
      paragraph(say('mail.welcome.text')),
      action(say('mail.welcome.action'), writer.link(facts.logInPath)),
    ],
    footer: say('mail.footer'),
  };
}

/** Says what its arrival shows, and nothing else. */
export function testMail({ say }: MailWriter): MailContent {
  return {
    subject: say('mail.test.subject'),
    pieces: [paragraph(say('mail.test.text')), note(say('mail.test.links'))],
    footer: say('mail.footer'),
  };
}

export function emailAddConfirmMail(writer: MailWriter, facts: Facts<'email-add-confirm'>): MailContent {
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
}

export function emailChangeConfirmMail(
  writer: MailWriter,
  facts: Facts<'email-change-confirm'>,
): MailContent {
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
}
