import type { LanguageTag } from '../core/kernel/language-tag.ts';
import type { Words } from '../texts/translator.ts';
import { auditWordsOf } from './define-audit-event.ts';
import { refusalWordsOf } from './define-refusal.ts';
import { wordsOf } from './define-texts.ts';
import type { FeatureCore } from './feature.ts';
import { stageWordsOf } from './open-stages.ts';

/**
 * All that the features of a site say in a language: their texts, and what these say of their events and refusals. `instead` is
 * what the site says instead of some of them, by their whole keys.
 */
export function wordsOfFeatures(
  features: readonly FeatureCore[],
  language: LanguageTag,
  instead: Words = {},
): Words {
  const saying = features.map((feature) => withWords(feature, language, instead));
  return {
    ...wordsOf(saying, language),
    ...auditWordsOf(saying, language),
    ...refusalWordsOf(saying, language),
    ...stageWordsOf(saying, language),
  };
}

/** The feature with the words of the site, so that its events and refusals have them too. */
function withWords(feature: FeatureCore, language: LanguageTag, instead: Words): FeatureCore {
  const { texts } = feature;
  if (texts === undefined) return feature;
  const own = Object.entries(instead).filter(([key]) => key.startsWith(`${texts.namespace}.`));
  if (own.length === 0) return feature;
  const words = { ...texts.words, [language]: { ...texts.words[language], ...Object.fromEntries(own) } };
  return { ...feature, texts: { ...texts, words } };
}
