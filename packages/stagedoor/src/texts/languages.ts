import type { LanguageTag } from '../core/kernel/language-tag.ts';
import { english } from './en/english.ts';
import { spanish } from './es/spanish.ts';
import { closestLanguage, pickLanguage } from './pick-language.ts';
import { makeTranslator, type Translator, translatorFor, type Words } from './translator.ts';

/** A language with its words: ours, and those that a site adds. */
export interface WrittenLanguage {
  readonly tag: LanguageTag;
  /** As those who speak it call it: `Español`. */
  readonly name: string;
  /** What it lacks is said in English. */
  readonly texts: Words;
}

export const ourLanguages: readonly WrittenLanguage[] = [
  { tag: 'en', name: 'English', texts: english },
  { tag: 'es', name: 'Español', texts: spanish },
];

/** A language that people may choose. */
export type OfferedLanguage = Pick<WrittenLanguage, 'tag' | 'name'>;

/** The languages of a site, and what it says in each. */
export interface Languages {
  /** Those that people may choose, as they are shown. The first is spoken to whoever asks for none of them. */
  readonly offered: readonly OfferedLanguage[];
  isOffered(value: unknown): value is LanguageTag;
  /** In the language itself, or the closest that is offered: what is stored may be one that the site no longer has. */
  translatorFor(language: LanguageTag): Translator;
  /** The one to answer a request in, by its `Accept-Language` and what was chosen before. */
  pick(acceptLanguage: string | undefined, chosen: string | undefined): LanguageTag;
}

/** What a site says of its languages beside ours. */
export interface LanguageParts {
  /** Ours and those that the site adds. */
  readonly written: readonly WrittenLanguage[];
  /** Those that are offered, in their order; all of them where it is null. */
  readonly offered: readonly LanguageTag[] | null;
  /** What is said beside the words of accounts, or instead of some of them, in a language. */
  wordsBeside(language: LanguageTag): Words;
}

/** The languages of a site. Each is put together when it is first spoken. */
export function createLanguages({ written, offered, wordsBeside }: LanguageParts): Languages {
  const tags = offered ?? written.map(({ tag }) => tag);
  const [first = 'en'] = tags;
  const wordsIn = (language: LanguageTag): Words =>
    together(written.find(({ tag }) => tag === language)?.texts ?? {}, wordsBeside(language));
  let inEnglish: Words | null = null;
  const made = new Map<LanguageTag, Translator>();
  const translatorOf = (language: LanguageTag): Translator => {
    const known = made.get(language);
    if (known) return known;
    inEnglish ??= wordsIn('en');
    const speaker = speakerOf(language, language === 'en' ? inEnglish : wordsIn(language), inEnglish);
    made.set(language, speaker);
    return speaker;
  };
  return {
    offered: tags.flatMap((tag) => written.filter((one) => one.tag === tag)),
    isOffered: (value): value is LanguageTag => tags.some((tag) => tag === value),
    translatorFor: (language) => made.get(language) ?? translatorOf(closestLanguage(language, tags) ?? first),
    pick: (acceptLanguage, chosen) => pickLanguage(acceptLanguage, chosen, tags),
  };
}

function speakerOf(language: LanguageTag, words: Words, inEnglish: Words): Translator {
  if (inEnglish === english && language === 'en') return translatorFor('en');
  if (inEnglish === english && words === spanish) return translatorFor('es');
  return makeTranslator(language, words, inEnglish);
}

/** One record without a prototype, as `joinThemes` has it; the same where there is nothing beside it. */
function together(texts: Words, beside: Words): Words {
  return Object.keys(beside).length === 0 ? texts : Object.assign(Object.create(null), texts, beside);
}
