import type { Config } from '../../config/complete-config.ts';
import { RecordProblem } from '../../core/kernel/record-shape.ts';
import type { MailData, MailName } from '../../core/outbox/mail-data.ts';
import { mailColorsOf } from '../../mail/mail-branding.ts';
import type { MailSite } from '../../mail/mail-writer.ts';
import { mails } from '../../mail/mails.ts';
import { renderMail } from '../../mail/render-mail.ts';
import type { Languages } from '../../texts/languages.ts';
import { standardPalette } from '../../ui/palette.ts';
import type { OpenedBranding } from './open-branding.ts';

/**
 * The site as its e-mails name it, with how they look and what they say. Each that it replaces, or all where it draws the frame,
 * is written once in every language: what would fail when somebody waits for a link fails at the start.
 *
 * @throws RecordProblem naming the e-mail
 */
export function openMailSite(
  { siteName, publicUrl }: Pick<Config, 'siteName' | 'publicUrl'>,
  { palettes, record }: Pick<OpenedBranding, 'palettes' | 'record'>,
  languages: Languages,
): MailSite {
  const branding = {
    colors: mailColorsOf(palettes?.light ?? standardPalette('light')),
    frame: record.mailFrame ?? null,
    mails: record.mails ?? {},
  };
  const site = { name: siteName, publicUrl: publicUrl.origin, branding };
  const names = Object.keys(branding.frame === null ? branding.mails : mails) as MailName[];
  for (const name of names) {
    for (const { tag } of languages.offered) {
      const reader = { t: languages.translatorFor(tag), timeZone: null };
      tryMail(name, () => renderMail(sampleOf(name), site, reader));
    }
  }
  return site;
}

/** Its name and what it says beside: TypeScript cannot follow the pairing over the union. */
function sampleOf(name: MailName): MailData {
  return { mail: name, ...mails[name].sample } as MailData;
}

function tryMail(name: MailName, write: () => unknown): void {
  try {
    write();
  } catch (error) {
    if (error instanceof RecordProblem) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new RecordProblem(`The e-mail ${name} of the branding`, [`it cannot be written: ${why}`]);
  }
}
