import { ConfigurationError } from '../../config.ts';
import { RecordProblem } from '../../core/kernel/record-shape.ts';
import type { Languages } from '../../texts/languages.ts';
import { wordsOfFeatures } from '../words-of-features.ts';
import type { BrandingCore } from './branding.ts';
import { type MissingTexts, missingTexts } from './open-languages.ts';
import { type Branded, openLooksAndWords } from './open-looks-and-words.ts';

/** What the start would say of a site's looks and words, without one: for `check`. */
export function brandingProblems(
  site: Branded,
  config: Parameters<typeof openLooksAndWords>[1],
): { readonly problems: readonly string[]; readonly missing: readonly MissingTexts[] } {
  const { branding = {}, features = [] } = site;
  try {
    const { languages } = openLooksAndWords(site, config);
    const ofTexts = missingTexts(branding, (language) => wordsOfFeatures(features, language));
    return { problems: [], missing: [...ofTexts, ...missingLabels(branding, languages)] };
  } catch (error) {
    if (error instanceof ConfigurationError) return { problems: error.problems, missing: [] };
    if (error instanceof RecordProblem) return { problems: [error.message], missing: [] };
    throw error;
  }
}

/** For each language that people may choose, the links at the foot whose label is English there. */
function missingLabels({ footerLinks = [] }: BrandingCore, { offered }: Languages): MissingTexts[] {
  return offered.flatMap(({ tag }) => {
    const keys = footerLinks.flatMap(({ label }, place) =>
      Object.hasOwn(label, tag) ? [] : [`footerLinks[${place}].label`],
    );
    return keys.length === 0 ? [] : [{ language: tag, of: footerLinks.length, keys }];
  });
}
