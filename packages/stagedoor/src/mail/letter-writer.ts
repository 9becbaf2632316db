import type { LetterOccasion } from '../core/outbox/letter.ts';
import type { TextKey, TextParams, Translator } from '../texts/translator.ts';
import { deviceName } from '../ui/device-name.ts';
import { exactTime } from '../ui/relative-time.tsx';
import type { LetterPiece } from './letter-content.ts';

/** The site as letters name it and link to it. `publicUrl` is the configured origin, never a request's host. */
export interface LetterSite {
  readonly name: string;
  readonly publicUrl: string;
}

/** What every letter is written with: words that know the site's name, links on it, and the set phrases. */
export interface LetterWriter {
  readonly t: Translator;
  say(key: TextKey, params?: TextParams): string;
  link(path: string): string;
  greeting(username: string): LetterPiece;
  /** How long a link works, said in its largest whole unit and never too long. */
  validity(minutes: number): string;
  occasion(occasion: LetterOccasion): LetterPiece;
}

function validityOf(t: Translator, minutes: number): string {
  if (minutes >= 48 * 60) return t('mail.valid_days', { count: Math.floor(minutes / (24 * 60)) });
  if (minutes >= 120) return t('mail.valid_hours', { count: Math.floor(minutes / 60) });
  return t('mail.valid_minutes', { count: minutes });
}

export function letterWriter(t: Translator, site: LetterSite): LetterWriter {
  return {
    t,
    say: (key, params) => t(key, { site: site.name, ...params }),
    link: (path) => new URL(path, site.publicUrl).href,
    greeting: (username) => ({ piece: 'paragraph', text: t('mail.greeting', { username }) }),
    validity: (minutes) => validityOf(t, minutes),
    occasion: ({ at, ipAddress, userAgent }) => ({
      piece: 'facts',
      facts: [
        { name: t('mail.when'), value: exactTime(t, new Date(at)) },
        { name: t('mail.where'), value: ipAddress || t('place.unknown') },
        { name: t('mail.with'), value: deviceName(t, userAgent) },
      ],
    }),
  };
}
