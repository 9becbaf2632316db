import { isLanguageTag, type LanguageTag } from '../../core/kernel/language-tag.ts';
import {
  anyFunction,
  anyText,
  checkRecord,
  type FieldShape,
  holding,
  isPlainRecord,
  isRecord,
  listOf,
  type RecordShape,
  recordOf,
  recordOfEach,
  required,
  textLike,
} from '../../core/kernel/record-shape.ts';
import type { MailBranding, OwnMails } from '../../mail/mail-branding.ts';
import { mails } from '../../mail/mails.ts';
import type { english } from '../../texts/en/english.ts';
import type { WithoutPlural } from '../../texts/translator.ts';
import { parseColor } from '../../ui/color.ts';
import type { FooterLink, PageParts } from '../../ui/page-context.ts';
import { type ColorName, colorNames } from '../../ui/palette.ts';

/** The terminal has its own languages. */
type EnglishKey = Exclude<keyof typeof english, `cli.${string}`>;
type Plural = WithoutPlural<Extract<EnglishKey, `${string}_other`>>;
type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** Texts of ours by their keys; a plural in the forms that the language has. */
export type LanguageTexts = { readonly [Key in EnglishKey | `${Plural}_${Form}`]?: string };

/** A language that a site adds. */
export interface AddedLanguage {
  /** Its BCP 47 tag, at most 8 characters: `de`, `pt-BR`. */
  readonly tag: LanguageTag;
  /** As those who speak it call it: `Deutsch`. */
  readonly name: string;
  /** What is missing is said in English, and `npx stagedoor check` names it. */
  readonly texts: LanguageTexts;
}

/** Colours by what they are for, as `#0b7261` or `oklch(0.5 0.1 170)`. */
export type ThemeColors = { readonly [Name in ColorName]?: string };

/** How a site looks and speaks; whatever it leaves out is ours. The interfaces add the pages (`defineBranding`). */
export interface BrandingCore {
  readonly languages?: readonly AddedLanguage[];
  /** What is said instead of our texts, and of those of features, by language and key. */
  readonly texts?: { readonly en?: LanguageTexts; readonly es?: LanguageTexts } & Readonly<
    Record<string, LanguageTexts>
  >;
  /** Checked at the start: text that nobody could read does not start. */
  readonly colors?: { readonly light?: ThemeColors; readonly dark?: ThemeColors };
  /** The file of a picture, SVG or PNG, shown beside the name and as the icon of tabs. */
  readonly mark?: string | URL;
  /** Beside TERMS_URL, PRIVACY_URL and HELP_URL. */
  readonly footerLinks?: readonly FooterLink[];
  readonly parts?: PageParts;
  /** E-mails in words of the site's own, by name. */
  readonly mails?: OwnMails;
  /** The HTML around every e-mail, those of features among them. */
  readonly mailFrame?: MailBranding['frame'] & object;
}

const aColor = holding('a colour such as #0b7261 or oklch(0.5 0.1 170)', (value) => {
  return typeof value === 'string' && parseColor(value) !== null;
});
const colors = recordOf(Object.fromEntries(colorNames.map((name) => [name, aColor])));
const aLanguage = recordOf({
  tag: required(holding('the tag of a language, such as de or pt-BR', isLanguageTag)),
  name: required(anyText),
  texts: required(recordOfEach(anyText, 'a record of texts')),
});
const href = textLike(
  'a path such as /imprint/, or an address that begins with https:, http: or mailto:',
  /^(?:\/(?![/\\])|https?:\/\/|mailto:)[^\p{Cc}\s]{0,500}$/u,
);
const aFooterLink = recordOf({ href: required(href), label: required(labelled()) });

/** English at least: what a language lacks is said in it. */
function labelled(): FieldShape {
  const words = recordOfEach(anyText, 'a record of texts by language');
  return {
    isRequired: false,
    problems: (value, name) =>
      isRecord(value) && typeof value.en !== 'string'
        ? [`${name}.en must be a text`]
        : words.problems(value, name),
  };
}

const partsShape: RecordShape<keyof PageParts> = {
  header: anyFunction,
  footer: anyFunction,
  homeLink: anyFunction,
  aboveForm: anyFunction,
  belowForm: anyFunction,
};

const brandingShape: RecordShape<keyof BrandingCore> = {
  languages: listOf(aLanguage, 'a list of languages'),
  texts: recordOfEach(recordOfEach(anyText, 'a record of texts'), 'a record of texts by language'),
  colors: recordOf({ light: colors, dark: colors }),
  mark: holding('the path of a file', (value) => typeof value === 'string' || value instanceof URL),
  footerLinks: listOf(aFooterLink, 'a list of links'),
  parts: recordOf(partsShape),
  mails: recordOf(Object.fromEntries(Object.keys(mails).map((name) => [name, anyFunction]))),
  mailFrame: anyFunction,
};

/** @throws RecordProblem for what nobody reads, before anything is opened */
export function checkBranding(branding: unknown): void {
  // The pages are the interfaces' to judge.
  const pages = holding('a record of functions', isPlainRecord);
  checkRecord('The branding', branding, { ...brandingShape, pages });
}
