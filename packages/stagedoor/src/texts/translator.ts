import i18next, { type i18n } from 'i18next';
import { english } from './en/english.ts';
import { spanish } from './es/spanish.ts';

export type Language = 'en' | 'es';

export const languages: readonly Language[] = ['en', 'es'];

/** A plural is stored as `key_one` and `key_other` and asked for as `key`. */
export type WithoutPlural<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other`
  ? Base
  : Key;
export type TextKey = WithoutPlural<keyof typeof english>;
declare const siteText: unique symbol;
/** The key of a text that a feature of the site brought, made by `defineTexts`. */
export type SiteText = string & { readonly [siteText]: true };
export type TextParams = Readonly<Record<string, string | number>>;

/**
 * Turns a key into words of one language. A plural is chosen by `count` or, without one, by the only number given,
 * so that a field problem's own parameters (`{ min_length: 12 }`) are enough.
 */
export interface Translator {
  (key: TextKey | SiteText, params?: TextParams): string;
  /** Whether a code from elsewhere (a field problem, a validator of the site) has words here. */
  knows(code: string): code is TextKey | SiteText;
  readonly language: Language;
  /** The zone that the reader reads times in, by its IANA name; null where it is unknown. */
  readonly timeZone: string | null;
}

/** Words by language and key. */
export type Words = Readonly<Record<Language, Readonly<Record<string, string>>>>;

const texts: Words = { en: english, es: spanish };
const made = new Map<Language, Translator>();

function withCount(params: TextParams): TextParams {
  if ('count' in params) return params;
  const numbers = Object.values(params).filter((value) => typeof value === 'number');
  return numbers.length === 1 && numbers[0] !== undefined ? { ...params, count: numbers[0] } : params;
}

/** Keys are flat (dots are part of the name) and Preact escapes what is drawn, so i18next does neither. */
function instanceFor(language: Language, words: Words[Language]): i18n {
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: words } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
    initAsync: false,
  });
  return instance;
}

function makeTranslator(language: Language): Translator {
  const instance = instanceFor(language, texts[language]);
  const translate = (key: string, params: TextParams = {}): string => instance.t(key, withCount(params));
  return Object.assign(translate, { language, timeZone: null, knows: isTextKey });
}

/**
 * The words of one language; made once, so calling it costs a look-up.
 *
 * @example
 * translatorFor('es')('login.welcome_back', { username: 'ana' }); // '¡Hola de nuevo, ana!'
 */
export function translatorFor(language: Language): Translator {
  const known = made.get(language);
  if (known) return known;
  const translator = makeTranslator(language);
  made.set(language, translator);
  return translator;
}

/**
 * Translators that know the words of a site's features beside ours, each made once. Ours come first, so that nothing a feature
 * brings changes what accounts say.
 */
export function translatorsWith(words: Words): (language: Language) => Translator {
  if (languages.every((language) => Object.keys(words[language]).length === 0)) return translatorFor;
  const known = Object.fromEntries(
    languages.map((language) => [language, withWords(translatorFor(language), words[language])]),
  );
  // One of each language, as the list says.
  return (language) => known[language] as Translator;
}

function withWords(ours: Translator, words: Words[Language]): Translator {
  const { language, timeZone } = ours;
  const instance = instanceFor(language, words);
  const translate = (key: TextKey | SiteText, params: TextParams = {}): string =>
    ours.knows(key) ? ours(key, params) : instance.t(key, withCount(params));
  const knows = (code: string): code is TextKey | SiteText => ours.knows(code) || isKeyOf(words, code);
  return Object.assign(translate, { language, timeZone, knows });
}

/** The same words for a reader of this zone, which `Intl` must know; for nobody's where it is null. */
export function inTimeZone(t: Translator, timeZone: string | null): Translator {
  if (timeZone === null) return t;
  const translate = (key: TextKey | SiteText, params?: TextParams): string => t(key, params);
  const knows = (code: string): code is TextKey | SiteText => t.knows(code);
  return Object.assign(translate, { language: t.language, timeZone, knows });
}

/** Whether a code from elsewhere has words of ours. */
export function isTextKey(key: string): key is TextKey {
  return isKeyOf(english, key);
}

function isKeyOf(words: object, key: string): boolean {
  return Object.hasOwn(words, key) || Object.hasOwn(words, `${key}_other`);
}

/** Whether texts of ours begin with this word and a dot. */
export function isOurNamespace(word: string): boolean {
  return Object.keys(english).some((key) => key.startsWith(`${word}.`));
}

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}
