import { isLanguageTag, type LanguageTag } from '../core/kernel/language-tag.ts';
import { isPlainRecord, isRecord, RecordProblem } from '../core/kernel/record-shape.ts';
import { isOurNamespace, type SiteText, type WithoutPlural, type Words } from '../texts/translator.ts';
import { PLURAL_ENDINGS, textProblemsBeside } from './check-words.ts';

/** What a feature says to people, in every language. */
export interface FeatureTexts<Name extends string = string, Key extends string = string> {
  /** The feature's name: it stands before each key. */
  readonly namespace: Name;
  /** What a translator is given: `t(guestBookTexts.keys.signed)`; a plural by its key without `_one` and `_other`. */
  readonly keys: Readonly<Record<WithoutPlural<Key>, SiteText>>;
  /** By language. */
  readonly words: Readonly<Record<string, Words>>;
}

type Written<Key extends string> = Readonly<Record<Key, string>>;

/** English and Spanish in full; of further languages as much as there is, in their own forms of plurals. */
type WrittenWords<Key extends string> = {
  readonly en: Written<Key>;
  readonly es: Written<NoInfer<Key>>;
} & Readonly<Record<string, Words>>;

/**
 * Puts a feature's own words into every language. English says which keys there are; a key that Spanish lacks does not
 * compile, nor start, and what a language of the site's own lacks is said in English. A plural is written as `lines_one` and `lines_other`, and asked for as `lines` with a `count`.
 *
 * @throws RecordProblem naming what is missing
 * @example
 * export const guestBookTexts = defineTexts('guestbook', {
 *   en: { signed: 'Your line is in the guest book.' },
 *   es: { signed: 'Tu línea está en el libro de visitas.' },
 * });
 * exchange.flash('success', exchange.translate(guestBookTexts.keys.signed));
 */
export function defineTexts<const Name extends string, const Key extends string>(
  namespace: Name,
  words: WrittenWords<Key>,
): FeatureTexts<Name, Key> {
  const problems = problemsIn(words);
  if (problems.length > 0) throw new RecordProblem(`The texts of ${namespace}`, problems);
  const full = (key: string): string => `${namespace}.${key}`;
  const inFull = (texts: Words): Words =>
    Object.fromEntries(Object.entries(texts).map(([key, text]) => [full(key), text]));
  const bases = Object.keys(words.en).map((key) => key.replace(/_(?:one|other)$/, ''));
  return {
    namespace,
    // Each by the name that its type has, and known to the translator of a site that has the feature.
    keys: Object.fromEntries(bases.map((key) => [key, full(key)])) as FeatureTexts<Name, Key>['keys'],
    words: Object.fromEntries(Object.entries(words).map(([tag, texts]) => [tag, inFull(texts)])),
  };
}

/** What is wrong with the texts that a feature declares, in halves of sentences. */
export function textProblems({
  name,
  texts,
}: {
  readonly name: string;
  readonly texts?: FeatureTexts;
}): string[] {
  if (texts === undefined) return [];
  if (!isRecord(texts) || !isRecord(texts.keys) || !isRecord(texts.words))
    return ['texts must be made by defineTexts'];
  if (texts.namespace !== name) return [`texts must be those of ${name}, not of ${texts.namespace}`];
  return isOurNamespace(name)
    ? [`texts of ours begin with ${name}, so a feature that has texts needs another name`]
    : [];
}

/** The words of all features together; no two have one key, for each begins with its feature's name. */
export function wordsOf(
  features: readonly { readonly texts?: FeatureTexts }[],
  language: LanguageTag,
): Words {
  return Object.assign({}, ...features.map(({ texts }) => texts?.words[language]));
}

const FORMS = ['', ...PLURAL_ENDINGS];

/** Whether a feature's texts say something under this key, in one form or several. */
export function haveWords(texts: FeatureTexts | undefined, key: string): boolean {
  return texts !== undefined && FORMS.some((form) => Object.hasOwn(texts.words.en ?? {}, key + form));
}

/** What a feature's texts say under `key`, in all its forms, to be found under `alias`: as entries of a record. */
export function wordsAs(
  alias: string,
  texts: Words | undefined,
  key: string,
): readonly (readonly [string, string])[] {
  return FORMS.flatMap((form) => {
    const words = texts?.[key + form];
    return words === undefined ? [] : [[alias + form, words] as const];
  });
}

const WRITTEN_IN_FULL = ['en', 'es'];

function problemsIn(words: unknown): string[] {
  if (!isPlainRecord(words)) return ['it must be a record of the languages'];
  const noTags = Object.keys(words).filter((language) => !isLanguageTag(language));
  const missing = [...new Set([...WRITTEN_IN_FULL, ...Object.keys(words)])].filter(
    (language) => !isPlainRecord(words[language]),
  );
  if (missing.length > 0) return missing.map((language) => `${language} must be a record of texts`);
  const { en, ...others } = words as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return [
    ...noTags.map((language) => `${language} is no tag of a language, such as fr or pt-BR`),
    ...Object.entries({ en, ...others }).flatMap(([language, texts]) =>
      problemsOfLanguage(language, texts as object),
    ),
    ...Object.entries(others).flatMap(([language, texts]) => differences(language, en ?? {}, texts)),
  ];
}

function problemsOfLanguage(language: string, texts: object): string[] {
  return Object.entries(texts).flatMap(([key, text]) => [
    ...(/^[A-Za-z]\w*$/.test(key) ? [] : [`${language}.${key} must be called with letters, digits and _`]),
    ...(typeof text === 'string' && text.trim() !== '' ? [] : [`${language}.${key} must be a text`]),
    ...(key.endsWith('_one') && !Object.hasOwn(texts, key.replace(/_one$/, '_other'))
      ? [`${language}.${key} needs ${key.replace(/_one$/, '_other')} beside it`]
      : []),
  ]);
}

type Texts = Readonly<Record<string, unknown>>;

/** A key that only one has, and what only one fills in. */
function differences(language: string, en: Texts, other: Texts): string[] {
  const inFull = WRITTEN_IN_FULL.includes(language);
  return [
    ...Object.keys(en)
      .filter((key) => inFull && !Object.hasOwn(other, key))
      .map((key) => `${language} lacks ${key}`),
    ...Object.keys(other).flatMap((key) => textProblemsBeside({ language, key, text: other[key] }, en)),
  ];
}
