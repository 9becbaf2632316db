import type { Config } from '../../config/complete-config.ts';
import { ConfigurationError } from '../../config.ts';
import { RecordProblem } from '../../core/kernel/record-shape.ts';
import type { FeatureCore } from '../feature.ts';
import { wordsOfFeatures } from '../words-of-features.ts';
import type { BrandingCore } from './branding.ts';
import { openBranding } from './open-branding.ts';
import { type FeatureWords, type MissingTexts, missingTexts, openLanguages } from './open-languages.ts';
import { openMailSite } from './open-mail-branding.ts';

interface Branded {
  readonly branding?: BrandingCore;
  readonly features?: readonly FeatureCore[];
}

/** What the start would say of a site's looks and words, without one: for `check`. */
export function judgeBranding(
  { branding = {}, features = [] }: Branded,
  config: Pick<Config, 'siteLanguages' | 'siteName' | 'publicUrl' | 'markFile' | 'primaryColor'>,
): { readonly problems: readonly string[]; readonly missing: readonly MissingTexts[] } {
  const featureWords: FeatureWords = (language, instead) => wordsOfFeatures(features, language, instead);
  try {
    const opened = openBranding(branding, config);
    const languages = openLanguages({ branding, offered: config.siteLanguages, featureWords });
    openMailSite(config, opened, languages);
    return { problems: [], missing: missingTexts(branding, featureWords) };
  } catch (error) {
    if (error instanceof ConfigurationError) return { problems: error.problems, missing: [] };
    if (error instanceof RecordProblem) return { problems: [error.message], missing: [] };
    throw error;
  }
}
