import type { LanguageTag } from '../core/kernel/language-tag.ts';
import type { Words } from '../texts/translator.ts';
import { auditWordsOf } from './define-audit-event.ts';
import { refusalWordsOf } from './define-refusal.ts';
import { wordsOf } from './define-texts.ts';
import type { FeatureCore } from './feature.ts';

/** All that the features of a site say in a language: their texts, and what these say of their events and refusals. */
export function wordsOfFeatures(features: readonly FeatureCore[], language: LanguageTag): Words {
  return {
    ...wordsOf(features, language),
    ...auditWordsOf(features, language),
    ...refusalWordsOf(features, language),
  };
}
