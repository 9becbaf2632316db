import i18next, { type i18n } from 'i18next';
import { english } from './en/english.ts';
import { spanish } from './es/spanish.ts';

export type Language = 'en' | 'es';

export const languages: readonly Language[] = ['en', 'es'];

/** A plural is stored as `key_one` and `key_other` and asked for as `key`. */
type WithoutPlural<Key extends string> = Key extends `${infer Base}_one` | `${infer Base}_other` ? Base : Key;
export type TextKey = WithoutPlural<keyof typeof english>;
export type TextParams = Readonly<Record<string, string | number>>;

/**
 * Turns a key into words of one language. A plural is chosen by `count` or, without one, by the only number given,
 * so that a field problem's own parameters (`{ min_length: 12 }`) are enough.
 */
export interface Translator {
  (key: TextKey, params?: TextParams): string;
  readonly language: Language;
  /** The zone that the reader reads times in, by its IANA name; null where it is unknown. */
  readonly timeZone: string | null;
}

const texts: Readonly<Record<Language, Record<string, string>>> = { en: english, es: spanish };
const made = new Map<Language, Translator>();

function withCount(params: TextParams): TextParams {
  if ('count' in params) return params;
  const numbers = Object.values(params).filter((value) => typeof value === 'number');
  return numbers.length === 1 && numbers[0] !== undefined ? { ...params, count: numbers[0] } : params;
}

/** Keys are flat (dots are part of the name) and Preact escapes what is drawn, so i18next does neither. */
function instanceFor(language: Language, words: Record<string, string>): i18n {
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
  const translate = (key: TextKey, params: TextParams = {}): string => instance.t(key, withCount(params));
  return Object.assign(translate, { language, timeZone: null });
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

/** The same words for a reader of this zone, which `Intl` must know; for nobody's where it is null. */
export function inTimeZone(t: Translator, timeZone: string | null): Translator {
  if (timeZone === null) return t;
  const translate = (key: TextKey, params?: TextParams): string => t(key, params);
  return Object.assign(translate, { language: t.language, timeZone });
}

/** Whether a code from elsewhere (a field problem, a validator of the site) has words here. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(english, key) || Object.hasOwn(english, `${key}_other`);
}

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}
