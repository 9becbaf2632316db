import { knownTimeZone } from '../core/kernel/time-zone.ts';
import type { Letter } from '../core/outbox/letter.ts';
import type { Reader } from '../core/outbox/reader-of.ts';
import { inTimeZone, type Translator } from '../texts/translator.ts';
import {
  activationLetter,
  activationOfSeveralLetter,
  alreadyRegisteredLetter,
  emailAddConfirmLetter,
  emailChangeConfirmLetter,
  testLetter,
  welcomeLetter,
} from './account-letters.ts';
import type { LetterContent } from './letter-content.ts';
import { letterHtml } from './letter-html.tsx';
import { letterText } from './letter-text.ts';
import { type LetterSite, type LetterWriter, letterWriter } from './letter-writer.ts';
import { withoutChosenLinks } from './name-without-links.ts';
import {
  accountDeletedLetter,
  emailChangedLetter,
  emailListChangedLetter,
  emailReturnedLetter,
  guessingNoticedLetter,
  logInHeldLetter,
  newDeviceLetter,
  passwordChangedLetter,
  passwordResetLetter,
  passwordResetOfSeveralLetter,
  personalTokenCreatedLetter,
  usernameChangedLetter,
  usernameResetLetter,
} from './security-letters.ts';

export interface RenderedLetter {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Whoever reads a letter: in words of their language, and in their time zone. */
export type LetterReader = Pick<Reader, 'timeZone'> & { readonly t: Translator };

/** A letter without a case here does not compile. */
function writeLetter(writer: LetterWriter, letter: Letter): LetterContent {
  switch (letter.letter) {
    case 'activation':
      return activationLetter(writer, letter);
    case 'activation-of-several':
      return activationOfSeveralLetter(writer, letter);
    case 'already-registered':
      return alreadyRegisteredLetter(writer, letter);
    case 'welcome':
      return welcomeLetter(writer, letter);
    case 'password-reset':
      return passwordResetLetter(writer, letter);
    case 'password-reset-of-several':
      return passwordResetOfSeveralLetter(writer, letter);
    case 'username-reset':
      return usernameResetLetter(writer, letter);
    case 'username-changed':
      return usernameChangedLetter(writer, letter);
    case 'personal-token-created':
      return personalTokenCreatedLetter(writer, letter);
    case 'password-changed':
      return passwordChangedLetter(writer, letter);
    case 'email-change-confirm':
      return emailChangeConfirmLetter(writer, letter);
    case 'email-add-confirm':
      return emailAddConfirmLetter(writer, letter);
    case 'email-list-changed':
      return emailListChangedLetter(writer, letter);
    case 'email-changed':
      return emailChangedLetter(writer, letter);
    case 'email-returned':
      return emailReturnedLetter(writer, letter);
    case 'new-device':
      return newDeviceLetter(writer, letter);
    case 'guessing-noticed':
      return guessingNoticedLetter(writer, letter);
    case 'log-in-held':
      return logInHeldLetter(writer, letter);
    case 'test':
      return testLetter(writer);
    case 'account-deleted':
      return accountDeletedLetter(writer, letter);
  }
}

/**
 * The letter as a mailer takes it, in the reader's language and time zone.
 *
 * @example
 * renderLetter({ letter: 'welcome', username: 'ana', logInPath: '/accounts/login/' },
 *   { name: 'Stagedoor', publicUrl: 'https://example.org' }, { t: translatorFor('en'), timeZone: null });
 */
export function renderLetter(
  letter: Letter,
  site: LetterSite,
  { t: words, timeZone }: LetterReader,
): RenderedLetter {
  const t = inTimeZone(words, knownTimeZone(timeZone));
  return renderContent(writeLetter(letterWriter(t, site), withoutChosenLinks(letter)), { t, site });
}

/** The letter in its frame, as HTML and as plain text. */
export function renderContent(
  content: LetterContent,
  { t, site }: { readonly t: Translator; readonly site: LetterSite },
): RenderedLetter {
  const frame = { siteName: site.name, language: t.language, linkBelow: t('mail.link_below') };
  return { subject: content.subject, html: letterHtml(content, frame), text: letterText(content) };
}
