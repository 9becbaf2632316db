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
  /** Null once the address is confirmed, and for an account without one. */
  readonly unconfirmed: {
    /** When the account is removed unless its address is confirmed; null where it is kept. */
    readonly removedAt: Date | null;
  } | null;
}

export type AccountSectionName = 'profile' | 'security' | 'sessions' | 'tokens' | 'data';

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

/** What every page is drawn with, whatever it is about. */
export interface PageContext {
  readonly t: Translator;
  readonly siteName: string;
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
  readonly flashes: readonly Flash[];
}
