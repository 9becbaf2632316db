import { isRecord, RecordProblem } from '../core/kernel/record-shape.ts';
import {
  isOurNamespace,
  type Language,
  languages,
  type SiteText,
  type WithoutPlural,
  type Words,
} from '../texts/translator.ts';

/** What a feature says to people, in every language. */
export interface FeatureTexts<Name extends string = string, Key extends string = string> {
  /** The feature's name: it stands before each key. */
  readonly namespace: Name;
  /** What a translator is given: `t(guestBookTexts.keys.signed)`; a plural by its key without `_one` and `_other`. */
  readonly keys: Readonly<Record<WithoutPlural<Key>, SiteText>>;
  readonly words: Words;
}

type Written<Key extends string> = Readonly<Record<Key, string>>;

/**
 * Puts a feature's own words into every language. English says which keys there are; a key that another language lacks does not
 * compile, nor start. A plural is written as `lines_one` and `lines_other`, and asked for as `lines` with a `count`.
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
  words: { readonly en: Written<Key>; readonly es: Written<NoInfer<Key>> },
): FeatureTexts<Name, Key> {
  const flaws = flawsIn(words);
  if (flaws.length > 0) throw new RecordProblem(`The texts of ${namespace}`, flaws);
  const full = (key: string): string => `${namespace}.${key}`;
  const inFull = (language: Language) =>
    Object.fromEntries(Object.entries<string>(words[language]).map(([key, text]) => [full(key), text]));
  const bases = Object.keys(words.en).map((key) => key.replace(/_(?:one|other)$/, ''));
  return {
    namespace,
    // Each by the name that its type has, and known to the translator of a site that has the feature.
    keys: Object.fromEntries(bases.map((key) => [key, full(key)])) as FeatureTexts<Name, Key>['keys'],
    words: { en: inFull('en'), es: inFull('es') },
  };
}

/** What is wrong with the texts that a feature declares, in halves of sentences. */
export function textFlaws({
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

/**
 * The words of all features together; no two have one key, for each begins with its feature's name. `beside` are those that are
 * found under keys like ours.
 */
export function wordsOf(
  features: readonly { readonly texts?: FeatureTexts }[],
  beside: (language: Language) => Words[Language],
): Words {
  const inLanguage = (language: Language): Words[Language] =>
    Object.assign(
      Object.create(null),
      ...features.map(({ texts }) => texts?.words[language]),
      beside(language),
    );
  return { en: inLanguage('en'), es: inLanguage('es') };
}

const FORMS = ['', '_one', '_other'];

/** Whether a feature's texts say something under this key, in one form or several. */
export function haveWords(texts: FeatureTexts | undefined, key: string): boolean {
  return texts !== undefined && FORMS.some((form) => Object.hasOwn(texts.words.en, key + form));
}

/** What a feature's texts say under `key`, in all its forms, to be found under `alias`: as entries of a record. */
export function wordsAs(
  alias: string,
  texts: Words[Language] | undefined,
  key: string,
): readonly (readonly [string, string])[] {
  return FORMS.flatMap((form) => {
    const words = texts?.[key + form];
    return words === undefined ? [] : [[alias + form, words] as const];
  });
}

function flawsIn(words: unknown): string[] {
  if (!isRecord(words)) return ['it must be a record of the languages'];
  const unknown = Object.keys(words).filter((language) => !languages.some((known) => known === language));
  const missing = languages.filter((language) => !isRecord(words[language]));
  if (missing.length > 0) return missing.map((language) => `${language} must be a record of texts`);
  const { en, ...others } = words as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return [
    ...unknown.map((language) => `${language} is no language here (known are ${languages.join(', ')})`),
    ...languages.flatMap((language) => flawsOfLanguage(language, words[language] as object)),
    ...languages
      .filter((language) => language !== 'en')
      .flatMap((language) => differences(language, en ?? {}, others[language] ?? {})),
  ];
}

function flawsOfLanguage(language: string, texts: object): string[] {
  return Object.entries(texts).flatMap(([key, text]) => [
    ...(/^[A-Za-z]\w*$/.test(key) ? [] : [`${language}.${key} must be called with letters, digits and _`]),
    ...(typeof text === 'string' && text.trim() !== '' ? [] : [`${language}.${key} must be a text`]),
    ...(key.endsWith('_one') && !Object.hasOwn(texts, key.replace(/_one$/, '_other'))
      ? [`${language}.${key} needs ${key.replace(/_one$/, '_other')} beside it`]
      : []),
  ]);
}

/** A key that only one has, and what only one fills in. */
function differences(
  language: string,
  en: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): string[] {
  return [
    ...Object.keys(en)
      .filter((key) => !Object.hasOwn(other, key))
      .map((key) => `${language} lacks ${key}`),
    ...Object.keys(other)
      .filter((key) => !Object.hasOwn(en, key))
      .map((key) => `${language}.${key} is not in en`),
    ...Object.keys(en)
      .filter(
        (key) =>
          !key.endsWith('_one') && Object.hasOwn(other, key) && filledIn(en[key]) !== filledIn(other[key]),
      )
      .map((key) => `${language}.${key} must fill in what en.${key} does`),
  ];
}

function filledIn(text: unknown): string {
  const names = String(text).match(/\{\{\s*\w+\s*\}\}/g) ?? [];
  return [...new Set(names.map((name) => name.replaceAll(/\s/g, '')))].sort().join();
}
