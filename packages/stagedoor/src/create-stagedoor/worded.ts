import type { LanguageTag } from '../core/kernel/language-tag.ts';
import { isRecord } from '../core/kernel/record-shape.ts';
import type { SiteText, Words } from '../texts/translator.ts';
import { type FeatureTexts, haveWords, wordsAs } from './define-texts.ts';
import { fullName } from './full-name.ts';

/** One of what a feature lists with the words that people read of it: an audit event, a refusal. */
export interface Worded {
  readonly name: string;
  readonly words: SiteText;
}

interface WithTexts {
  readonly name: string;
  readonly texts?: FeatureTexts;
}

interface Listed<One extends Worded> {
  /** The field of the record, and what one of it is called. */
  readonly field: string;
  readonly kind: string;
  readonly mustBe: string;
  /** Whether it is what our own function made. */
  isMade(one: One): boolean;
  furtherProblems?(one: One): readonly string[];
}

/** What is wrong with such a list, in halves of sentences: each is made by us, has words, and is there once. */
export function wordedProblems<One extends Worded>(
  { texts }: Pick<WithTexts, 'texts'>,
  list: readonly One[],
  { field, kind, mustBe, isMade, furtherProblems }: Listed<One>,
): string[] {
  const names = list.map((one) => (isRecord(one) ? one.name : null));
  return list.flatMap((one, index) => {
    const name = names[index];
    if (typeof name !== 'string' || !isMade(one)) return [`${field}[${index}] must be ${mustBe}`];
    return [
      ...(haveWords(texts, one.words) ? [] : [`its ${kind} ${name} needs words out of its texts`]),
      ...(names.indexOf(name) === index ? [] : [`its ${kind} ${name} is there twice`]),
      ...(furtherProblems?.(one) ?? []),
    ];
  });
}

/** The words of all that features list so, under keys that begin with `prefix` as ours do. */
export function wordsUnder<Feature extends WithTexts>(
  prefix: string,
  features: readonly Feature[],
  { language, listOf }: { readonly language: LanguageTag; listOf(feature: Feature): readonly Worded[] },
): Words {
  const words = features.flatMap((feature) =>
    listOf(feature).flatMap((one) =>
      wordsAs(`${prefix}.${fullName(feature.name, one.name)}`, feature.texts?.words[language], one.words),
    ),
  );
  return Object.fromEntries(words);
}
