import type { Translator } from '../texts/translator.ts';

/** A message that survives one redirect. */
export interface Flash {
  readonly kind: 'success' | 'info' | 'warning' | 'error';
  readonly text: string;
}

/** Who is signed in, as pages name them. */
export interface SignedInUser {
  /** Full name, username or address: whatever there is, in that order. */
  readonly displayName: string;
  readonly email: string;
}

export type AccountSectionName = 'profile' | 'security' | 'sessions' | 'tokens' | 'data';

/** Where the frames lead. Paths are the door's business, so it hands them over (`frameLinks` of the HTML door). */
export interface FrameLinks {
  /** The wordmark's. */
  readonly home: string;
  readonly logIn: string;
  readonly logOut: string;
  /** Null where nobody may sign up. */
  readonly signUp: string | null;
  readonly profile: string;
  /** POST `language` and `next`. */
  readonly language: string;
  readonly account: readonly { readonly section: AccountSectionName; readonly path: string }[];
}

/** What every page is drawn with, whatever it is about. */
export interface PageContext {
  readonly t: Translator;
  readonly siteName: string;
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
