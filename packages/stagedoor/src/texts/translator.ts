import i18next, { type i18n } from 'i18next';
import type { LanguageTag } from '../core/kernel/language-tag.ts';
import { english } from './en/english.ts';
import { spanish } from './es/spanish.ts';

/** The languages that we write; a site may add others. */
export type Language = 'en' | 'es';

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
  readonly language: LanguageTag;
  /** The zone that the reader reads times in, by its IANA name; null where it is unknown. */
  readonly timeZone: string | null;
}

/** Words of one language by key; a plural in each of its forms. */
export type Words = Readonly<Record<string, string>>;

const ours: Readonly<Record<Language, Words>> = { en: english, es: spanish };
const made = new Map<Language, Translator>();

function withCount(params: TextParams): TextParams {
  if ('count' in params) return params;
  const numbers = Object.values(params).filter((value) => typeof value === 'number');
  return numbers.length === 1 && numbers[0] !== undefined ? { ...params, count: numbers[0] } : params;
}

/** Keys are flat (dots are part of the name) and Preact escapes what is drawn, so i18next does neither. */
function instanceFor(language: LanguageTag, words: Words, fallback: Words): i18n {
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: language === 'en' ? false : 'en',
    resources: { en: { translation: fallback }, [language]: { translation: words } },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
    initAsync: false,
  });
  return instance;
}

/**
 * The words with every form of their plurals: a form that nobody wrote reads as `_other`, so that Spanish has one for a million.
 * The same record where none is missing.
 */
function inEveryForm(language: LanguageTag, words: Words): Words {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const missing = Object.entries(words).flatMap(([key, text]) => {
    if (!key.endsWith('_other')) return [];
    const forms = pluralCategories.map((form) => key.replace(/other$/, form));
    return forms.filter((form) => !Object.hasOwn(words, form)).map((form) => [form, text]);
  });
  return missing.length === 0
    ? words
    : Object.assign(Object.create(null), words, Object.fromEntries(missing));
}

/** A translator into `words`; what they lack is said in English. */
export function makeTranslator(language: LanguageTag, words: Words, inEnglish: Words): Translator {
  const instance = instanceFor(language, inEveryForm(language, words), inEnglish);
  const translate = (key: string, params: TextParams = {}): string => instance.t(key, withCount(params));
  const knows = (code: string): code is TextKey | SiteText => isKeyOf(inEnglish, code);
  return Object.assign(translate, { language, timeZone: null, knows });
}

/**
 * Our own words of a language, without those of a site; made once, so calling it costs a look-up.
 *
 * @example
 * translatorFor('es')('login.welcome_back', { username: 'ana' }); // '¡Hola de nuevo, ana!'
 */
export function translatorFor(language: Language): Translator {
  const known = made.get(language);
  if (known) return known;
  const translator = makeTranslator(language, ours[language], english);
  made.set(language, translator);
  return translator;
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
