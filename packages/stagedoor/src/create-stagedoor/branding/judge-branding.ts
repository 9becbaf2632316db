import { ConfigurationError } from '../../config.ts';
import { RecordProblem } from '../../core/kernel/record-shape.ts';
import { wordsOfFeatures } from '../words-of-features.ts';
import { type MissingTexts, missingTexts } from './open-languages.ts';
import { type Branded, openLooksAndWords } from './open-looks-and-words.ts';

/** What the start would say of a site's looks and words, without one: for `check`. */
export function judgeBranding(
  site: Branded,
  config: Parameters<typeof openLooksAndWords>[1],
): { readonly problems: readonly string[]; readonly missing: readonly MissingTexts[] } {
  const { branding = {}, features = [] } = site;
  try {
    openLooksAndWords(site, config);
    return {
      problems: [],
      missing: missingTexts(branding, (language) => wordsOfFeatures(features, language)),
    };
  } catch (error) {
    if (error instanceof ConfigurationError) return { problems: error.problems, missing: [] };
    if (error instanceof RecordProblem) return { problems: [error.message], missing: [] };
    throw error;
  }
}
