import type { Config } from '../../config/complete-config.ts';
import type { MailSite } from '../../mail/mail-writer.ts';
import type { Languages } from '../../texts/languages.ts';
import type { FeatureCore } from '../feature.ts';
import { wordsOfFeatures } from '../words-of-features.ts';
import type { BrandingCore } from './branding.ts';
import { type OpenedBranding, openBranding } from './open-branding.ts';
import { openLanguages } from './open-languages.ts';
import { openMailSite } from './open-mail-branding.ts';

/** What of a site says how it looks and speaks. */
export interface Branded {
  readonly branding?: BrandingCore;
  readonly features?: readonly FeatureCore[];
}

/** How a site looks and speaks, read and judged once. */
export interface LooksAndWords {
  readonly branding: OpenedBranding;
  readonly languages: Languages;
  readonly mailSite: MailSite;
}

/** @throws RecordProblem, ConfigurationError with a sentence for everything that cannot be used */
export function openLooksAndWords(
  { branding: record = {}, features = [] }: Branded,
  config: Pick<Config, 'siteLanguages' | 'siteName' | 'publicUrl' | 'markFile' | 'primaryColor'>,
): LooksAndWords {
  const branding = openBranding(record, config);
  const languages = openLanguages({
    branding: record,
    offered: config.siteLanguages,
    featureWords: (language, instead) => wordsOfFeatures(features, language, instead),
  });
  return { branding, languages, mailSite: openMailSite(config, branding, languages) };
}
