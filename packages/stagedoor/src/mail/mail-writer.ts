import type { RequestDetails } from '../core/outbox/mail-data.ts';
import type { TextKey, TextParams, Translator } from '../texts/translator.ts';
import { deviceName } from '../ui/device-name.ts';
import { exactTime } from '../ui/relative-time.tsx';
import type { MailBranding } from './mail-branding.ts';
import type { MailPiece } from './mail-content.ts';

/** The site as e-mails name it and link to it. `publicUrl` is the configured origin, never a request's host. */
export interface MailSite {
  readonly name: string;
  readonly publicUrl: string;
  /** What it has instead of our looks and words; ours, unless given. */
  readonly branding?: MailBranding;
}

/** What every e-mail is written with: words that know the site's name, links on it, and the set phrases. */
export interface MailWriter {
  readonly t: Translator;
  say(key: TextKey, params?: TextParams): string;
  link(path: string): string;
  greeting(username: string): MailPiece;
  /** How long a link works, said in its largest whole unit and never too long. */
  validity(minutes: number): string;
  requestDetails(requestDetails: RequestDetails): MailPiece;
  /** The same of what the people who run the site did: when, and not from where. */
  moment(requestDetails: RequestDetails): MailPiece;
}

function validityOf(t: Translator, minutes: number): string {
  if (minutes >= 48 * 60) return t('mail.valid_days', { count: Math.floor(minutes / (24 * 60)) });
  if (minutes >= 120) return t('mail.valid_hours', { count: Math.floor(minutes / 60) });
  return t('mail.valid_minutes', { count: minutes });
}

export function mailWriter(t: Translator, site: MailSite): MailWriter {
  return {
    t,
    say: (key, params) => t(key, { site: site.name, ...params }),
    link: (path) => new URL(path, site.publicUrl).href,
    greeting: (username) => ({ piece: 'paragraph', text: t('mail.greeting', { username }) }),
    validity: (minutes) => validityOf(t, minutes),
    moment: ({ at }) => ({
      piece: 'facts',
      facts: [{ name: t('mail.when'), value: exactTime(t, new Date(at)) }],
    }),
    requestDetails: ({ at, ipAddress, userAgent }) => ({
      piece: 'facts',
      facts: [
        { name: t('mail.when'), value: exactTime(t, new Date(at)) },
        { name: t('mail.where'), value: ipAddress || t('place.unknown') },
        { name: t('mail.with'), value: deviceName(t, userAgent) },
      ],
    }),
  };
}
