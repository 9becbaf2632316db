import { knownTimeZone } from '../core/kernel/time-zone.ts';
import type { MailData } from '../core/outbox/mail-data.ts';
import type { MailLocale } from '../core/outbox/mail-locale.ts';
import { inTimeZone, type Translator } from '../texts/translator.ts';
import {
  activationMail,
  activationOfSeveralMail,
  alreadyRegisteredMail,
  emailAddConfirmMail,
  emailChangeConfirmMail,
  testMail,
  welcomeMail,
} from './account-mails.ts';
import { type OwnMail, plainMailBranding } from './mail-branding.ts';
import type { MailContent } from './mail-content.ts';
import { mailHtml } from './mail-html.tsx';
import { mailText } from './mail-text.ts';
import { type MailSite, type MailWriter, mailWriter } from './mail-writer.ts';
import { withoutChosenLinks } from './name-without-links.ts';
import {
  accountDeletedMail,
  emailChangedMail,
  emailListChangedMail,
  emailReturnedMail,
  guessingNoticedMail,
  logInHeldMail,
  newDeviceMail,
  passwordChangedMail,
  passwordResetMail,
  passwordResetOfSeveralMail,
  personalTokenCreatedMail,
  usernameChangedMail,
  usernameResetMail,
} from './security-mails.ts';
import { requireWaysOut, writeOwnMail } from './write-own-mail.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Whoever reads an e-mail: in words of their language, and in their time zone. */
export type MailReader = Pick<MailLocale, 'timeZone'> & { readonly t: Translator };

/** An e-mail without a case here does not compile. */
function writeMail(writer: MailWriter, mail: MailData): MailContent {
  switch (mail.mail) {
    case 'activation':
      return activationMail(writer, mail);
    case 'activation-of-several':
      return activationOfSeveralMail(writer, mail);
    case 'already-registered':
      return alreadyRegisteredMail(writer, mail);
    case 'welcome':
      return welcomeMail(writer, mail);
    case 'password-reset':
      return passwordResetMail(writer, mail);
    case 'password-reset-of-several':
      return passwordResetOfSeveralMail(writer, mail);
    case 'username-reset':
      return usernameResetMail(writer, mail);
    case 'username-changed':
      return usernameChangedMail(writer, mail);
    case 'personal-token-created':
      return personalTokenCreatedMail(writer, mail);
    case 'password-changed':
      return passwordChangedMail(writer, mail);
    case 'email-change-confirm':
      return emailChangeConfirmMail(writer, mail);
    case 'email-add-confirm':
      return emailAddConfirmMail(writer, mail);
    case 'email-list-changed':
      return emailListChangedMail(writer, mail);
    case 'email-changed':
      return emailChangedMail(writer, mail);
    case 'email-returned':
      return emailReturnedMail(writer, mail);
    case 'new-device':
      return newDeviceMail(writer, mail);
    case 'guessing-noticed':
      return guessingNoticedMail(writer, mail);
    case 'log-in-held':
      return logInHeldMail(writer, mail);
    case 'test':
      return testMail(writer);
    case 'account-deleted':
      return accountDeletedMail(writer, mail);
  }
}

/**
 * The e-mail as a mailer takes it, in the reader's language and time zone.
 *
 * @example
 * renderMail({ mail: 'welcome', username: 'ana', logInPath: '/accounts/login/' },
 *   { name: 'Stagedoor', publicUrl: 'https://example.org' }, { t: translatorFor('en'), timeZone: null });
 */
export function renderMail(mail: MailData, site: MailSite, { t: words, timeZone }: MailReader): RenderedMail {
  const t = inTimeZone(words, knownTimeZone(timeZone));
  const writer = mailWriter(t, site);
  const data = withoutChosenLinks(mail);
  const standard = writeMail(writer, data);
  const rendered = renderContent(writeOwnMail(writer, { data, standard, site }), { t, site });
  requireWaysOut({ data, standard }, rendered);
  return rendered;
}

/** The e-mail in its frame, as HTML and as plain text. */
export function renderContent(
  content: OwnMail,
  { t, site }: { readonly t: Translator; readonly site: MailSite },
): RenderedMail {
  const { name: siteName, branding = plainMailBranding() } = site;
  return {
    subject: content.subject,
    html: mailHtml(content, { siteName, t, branding }),
    text: mailText(content),
  };
}
