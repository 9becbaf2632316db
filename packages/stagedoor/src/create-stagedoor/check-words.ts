/** Words by key, as somebody wrote them. */
export type WrittenTexts = Readonly<Record<string, unknown>>;

/** A text that stands for, or translates, the English one of its key. */
interface OtherText {
  readonly language: string;
  readonly key: string;
  readonly text: unknown;
}

/** The forms of plurals that there are in any language (Unicode CLDR), as keys end with them. */
export const PLURAL_ENDINGS = ['_zero', '_one', '_two', '_few', '_many', '_other'] as const;

const FORM = new RegExp(`(?:${PLURAL_ENDINGS.join('|')})$`);

/** The key without the form of its plural, where English has a plural of it. */
export function pluralBase(key: string, en: WrittenTexts): string | null {
  const base = key.replace(FORM, '');
  return base !== key && Object.hasOwn(en, `${base}_other`) ? base : null;
}

/** The forms of plurals that a language has (Unicode CLDR): `one` and `other` in English. */
export function formsOf(language: string): readonly string[] {
  return new Intl.PluralRules(language).resolvedOptions().pluralCategories;
}

/** What is wrong with a text beside those in English: a key that these lack, a form without use, another thing to fill in. */
export function textProblemsBeside({ language, key, text }: OtherText, en: WrittenTexts): string[] {
  const base = pluralBase(key, en);
  if (base === null) {
    if (!Object.hasOwn(en, key)) return [`${language}.${key} is not in en`];
    return placeholdersIn(text).join() === placeholdersIn(en[key]).join()
      ? []
      : [`${language}.${key} must fill in what en.${key} does`];
  }
  const form = key.slice(base.length + 1);
  const model = placeholdersIn(en[`${base}_other`]);
  const own = placeholdersIn(text);
  // One thing need not be counted in figures.
  const fills = form === 'other' ? own.join() === model.join() : own.every((name) => model.includes(name));
  return [
    ...(isFormOf(language, form) ? [] : [`${language}.${key} is a plural that ${language} does not have`]),
    ...(fills ? [] : [`${language}.${key} must fill in what en.${base}_other does`]),
  ];
}

/** English and Spanish are written with two forms, whatever else a language has. */
function isFormOf(language: string, form: string): boolean {
  return form === 'one' || form === 'other' || formsOf(language).includes(form);
}

function placeholdersIn(text: unknown): readonly string[] {
  const names = String(text).match(/\{\{\s*\w+\s*\}\}/g) ?? [];
  return [...new Set(names.map((name) => name.replaceAll(/\s/g, '')))].sort();
}
