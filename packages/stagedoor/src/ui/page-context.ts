import type { VNode } from 'preact';
import type { LanguageTag } from '../core/kernel/language-tag.ts';
import type { OfferedLanguage } from '../texts/languages.ts';
import type { Translator } from '../texts/translator.ts';

/** A message that survives one redirect. */
export interface Flash {
  readonly kind: 'success' | 'info' | 'warning' | 'error';
  readonly text: string;
}

/** Who is logged in, as pages name them. */
export interface SignedInUser {
  /** Full name, username or address: whatever there is, in that order. */
  readonly displayName: string;
  /** Null where people are known by their address alone. */
  readonly username: string | null;
  readonly email: string;
  /** Where their picture is; null for none. */
  readonly picture: string | null;
  /** Null once the address is confirmed, and for an account without one. */
  readonly unconfirmed: {
    /** When the account is removed unless its address is confirmed; null where it is kept. */
    readonly removedAt: Date | null;
  } | null;
}

export type AccountSectionName = 'profile' | 'security' | 'sessions' | 'tokens' | 'organizations' | 'data';

/** Where the frames lead. Paths are the interface's business, so it hands them over (`frameLinks` of the HTML interface). */
export interface FrameLinks {
  /** The wordmark's. */
  readonly home: string;
  readonly logIn: string;
  readonly logOut: string;
  /** Null where nobody may sign up. */
  readonly signUp: string | null;
  readonly profile: string;
  /** POST: sends the activation email again. */
  readonly activation: string;
  /** POST `language` and `next`. */
  readonly language: string;
  /** Null where there is none of it. */
  readonly foot: {
    readonly terms: string | null;
    readonly privacy: string | null;
    readonly help: string | null;
    readonly apiDocs: string | null;
    /** Where development keeps its emails. */
    readonly mailbox: string | null;
  };
  readonly account: readonly { readonly section: AccountSectionName; readonly path: string }[];
}

/** A part of a frame that a site draws itself; null leaves it out. */
export type DrawPart = (props: {
  readonly page: PageContext;
  /** The part as it is without the site, to be put beside what the site draws. */
  readonly standard: VNode;
}) => VNode | null;

/** What a site puts into the card of a page, by the page's name: `log-in`. */
type DrawInCard<Name extends string> = {
  bivarianceHack(props: { readonly page: PageContext; readonly name: Name }): VNode | null;
}['bivarianceHack'];

/** Parts of every page that a site draws itself. */
export interface PageParts<Name extends string = string> {
  /** The bar over the pages of an account and of the site. */
  readonly header?: DrawPart;
  /** Languages and links under every page. */
  readonly footer?: DrawPart;
  /** The mark and the site's name: alone over the cards, and in the bar. */
  readonly homeLink?: DrawPart;
  /** In the card of a page such as the log-in, before what it asks. */
  readonly aboveForm?: DrawInCard<Name>;
  /** After it. */
  readonly belowForm?: DrawInCard<Name>;
}

/** Where a site leads at the foot of its pages. */
export interface FooterLink {
  /** A path of the site, or an address that begins with https:, http: or mailto:. */
  readonly href: string;
  /** In each language of the site; `en` is said where one lacks. */
  readonly label: { readonly en: string } & Readonly<Record<LanguageTag, string>>;
}

/** What the pages of a site have instead of ours. */
export interface Brand {
  /** Where its colours are; null for ours. */
  readonly stylesheet: string | null;
  /** Its mark, as a picture; null for ours. */
  readonly mark: { readonly href: string; readonly type: string } | null;
  readonly footerLinks: readonly FooterLink[];
  readonly parts: PageParts;
}

/** Ours, where a site says nothing. */
export const plainBrand: Brand = { stylesheet: null, mark: null, footerLinks: [], parts: {} };

/** What every page is drawn with, whatever it is about. */
export interface PageContext {
  readonly t: Translator;
  readonly siteName: string;
  readonly brand: Brand;
  /** The page's name, by which a site may draw it itself: `log-in`; null for one that has none. */
  readonly name: string | null;
  /** Those that people may choose. */
  readonly languages: readonly OfferedLanguage[];
  readonly links: FrameLinks;
  /** The masked CSRF token; empty where nothing can be sent (error pages). */
  readonly csrfToken: string;
  /** The moment that relative times count from. */
  readonly now: Date;
  /** Path and query of this page on this site: where the language switch returns. */
  readonly path: string;
  readonly user: SignedInUser | null;
  /** What waits at the stage that this page passes: a session that is open, or a log-in on its way; null on other pages. */
  readonly waiting: 'session' | 'log-in' | null;
  readonly flashes: readonly Flash[];
}
