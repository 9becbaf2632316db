import { knownTimeZone } from '../core/kernel/time-zone.ts';
import type { MailData, MailName } from '../core/outbox/mail-data.ts';
import type { MailLocale } from '../core/outbox/mail-locale.ts';
import { inTimeZone, type Translator } from '../texts/translator.ts';
import { type OwnMail, plainMailBranding } from './mail-branding.ts';
import type { WayToStop } from './mail-content.ts';
import { mailHtml } from './mail-html.tsx';
import type { MailRecord } from './mail-record.ts';
import { mailText } from './mail-text.ts';
import { type MailSite, mailWriter } from './mail-writer.ts';
import { mails } from './mails.ts';
import { withoutChosenLinks } from './name-without-links.ts';
import { requireWaysOut, writeOwnMail } from './write-own-mail.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Where whoever gets it stops more of its kind. */
  readonly stopUrl?: string;
}

/** Whoever reads an e-mail: in words of their language, and in their time zone. */
export type MailReader = Pick<MailLocale, 'timeZone'> & {
  readonly t: Translator;
  /** Where they stop more of its kind; null, and unless given, in what nobody can leave out. */
  readonly stopPath?: string | null;
};

/** How its kind is put into words: that of this name takes just this e-mail, which TypeScript cannot follow over the union. */
function recordOf(mail: MailData): MailRecord<MailName> {
  return mails[mail.mail] as never;
}

/**
 * The e-mail as a mailer takes it, in the reader's language and time zone.
 *
 * @example
 * renderMail({ mail: 'welcome', username: 'ana', logInPath: '/accounts/login/' },
 *   { name: 'Stagedoor', publicUrl: 'https://example.org' }, { t: translatorFor('en'), timeZone: null });
 */
export function renderMail(
  mail: MailData,
  site: MailSite,
  { t: words, timeZone, stopPath = null }: MailReader,
): RenderedMail {
  const t = inTimeZone(words, knownTimeZone(timeZone));
  const writer = mailWriter(t, site);
  const record = recordOf(mail);
  const data = withoutChosenLinks(mail, record.chosen);
  const standard = record.write(writer, data);
  const rendered = renderContent(writeOwnMail(writer, { data, standard, site }), { t, site, stopPath });
  requireWaysOut({ data, standard }, rendered);
  return rendered;
}

/** The e-mail in its frame, as HTML and as plain text. */
export function renderContent(
  content: OwnMail,
  {
    t,
    site,
    stopPath,
  }: { readonly t: Translator; readonly site: MailSite; readonly stopPath: string | null },
): RenderedMail {
  const { name: siteName, branding = plainMailBranding() } = site;
  const stop = stopPath === null ? null : wayToStop(t, new URL(stopPath, site.publicUrl).href);
  return {
    subject: content.subject,
    html: mailHtml(content, { siteName, t, branding, stop }),
    text: mailText(content, stop),
    ...(stop === null ? {} : { stopUrl: stop.url }),
  };
}

function wayToStop(t: Translator, url: string): WayToStop {
  return { label: t('mail.stop_notices'), url };
}
