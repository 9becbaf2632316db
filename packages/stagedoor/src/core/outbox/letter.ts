/** Where and when something happened, for letters that report it. */
export interface LetterOccasion {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly ipAddress: string;
  readonly userAgent: string;
}

/** What holds until the link is opened; letters queued before it was said are without it. */
export interface LetterUntilActivated {
  readonly logIn: 'closed' | 'now' | 'by-username' | 'if-new';
  /** ISO 8601 UTC; null where an account that nobody activates is kept. */
  readonly removedAt: string | null;
}

/** One of several accounts that claim the address which a letter goes to, with a link of its own. */
export interface LetterAccount {
  readonly username: string;
  readonly path: string;
  readonly expiresInMinutes: number;
  /** ISO 8601 UTC; people may have no username to tell their account by. */
  readonly createdAt: string;
}

/**
 * Every letter Stagedoor writes, with what it says. `path` values are absolute paths on the site
 * (`/accounts/activation/<key>/`); the mail room joins them to the configured origin, never to a request's host.
 */
export type Letter =
  | {
      readonly letter: 'activation';
      readonly username: string;
      readonly path: string;
      readonly expiresInMinutes: number;
      readonly untilActivated?: LetterUntilActivated;
    }
  | { readonly letter: 'activation-of-several'; readonly accounts: readonly LetterAccount[] }
  /** Sign-up with an address that has a working account. */
  | {
      readonly letter: 'already-registered';
      readonly username: string;
      readonly logInPath: string;
      readonly resetPath: string;
      readonly occasion: LetterOccasion;
    }
  | { readonly letter: 'welcome'; readonly username: string; readonly logInPath: string }
  | {
      readonly letter: 'password-reset';
      readonly username: string;
      readonly path: string;
      readonly expiresInMinutes: number;
      readonly occasion: LetterOccasion;
    }
  | {
      readonly letter: 'password-reset-of-several';
      readonly accounts: readonly LetterAccount[];
      readonly occasion: LetterOccasion;
    }
  | {
      readonly letter: 'username-reset';
      readonly username: string;
      readonly path: string;
      readonly expiresInMinutes: number;
      readonly occasion: LetterOccasion;
    }
  | {
      readonly letter: 'username-changed';
      readonly username: string;
      readonly newUsername: string;
      readonly resetPath: string;
      readonly occasion: LetterOccasion;
    }
  | {
      readonly letter: 'personal-token-created';
      readonly username: string;
      /** What its owner calls it. */
      readonly name: string;
      readonly methods: 'read' | 'write';
      readonly expiresInDays: number;
      readonly tokensPath: string;
      readonly resetPath: string;
      readonly occasion: LetterOccasion;
    }
  | {
      readonly letter: 'password-changed';
      readonly username: string;
      readonly how: 'change' | 'reset' | 'set' | 'operator';
      readonly resetPath: string;
      readonly occasion: LetterOccasion;
    }
  | {
      readonly letter: 'email-change-confirm';
      readonly username: string;
      readonly newEmail: string;
      readonly path: string;
      readonly expiresInMinutes: number;
    }
  /** To an address that somebody adds to their account. */
  | {
      readonly letter: 'email-add-confirm';
      readonly username: string;
      readonly newEmail: string;
      readonly path: string;
      readonly expiresInMinutes: number;
    }
  /** To the primary address, when another one came or went. */
  | {
      readonly letter: 'email-list-changed';
      readonly username: string;
      readonly address: string;
      readonly how: 'added' | 'removed';
      readonly resetPath: string;
      readonly occasion: LetterOccasion;
    }
  | {
      readonly letter: 'email-changed';
      readonly username: string;
      readonly newEmail: string;
      readonly undoPath: string;
      readonly undoExpiresInMinutes: number;
      readonly occasion: LetterOccasion;
    }
  /** To the new and to the former primary address, when the account went back to one from before. */
  | {
      readonly letter: 'email-returned';
      readonly username: string;
      readonly email: string;
      readonly resetPath: string;
      readonly occasion: LetterOccasion;
    }
  | {
      readonly letter: 'new-device';
      readonly username: string;
      readonly sessionsPath: string;
      readonly resetPath: string;
      readonly occasion: LetterOccasion;
    }
  /** A right password after many wrong ones (ASVS V6.3.5). */
  | {
      readonly letter: 'guessing-noticed';
      readonly username: string;
      readonly failures: number;
      readonly resetPath: string;
      readonly occasion: LetterOccasion;
    }
  /** So many wrong passwords in a row that strange browsers are not let in by one any more (NIST SP 800-63B, 3.2.2). */
  | {
      readonly letter: 'log-in-held';
      readonly username: string;
      readonly failures: number;
      readonly resetPath: string;
      readonly occasion: LetterOccasion;
    }
  /** An operator's `sendtestemail`. */
  | { readonly letter: 'test' }
  | { readonly letter: 'account-deleted'; readonly username: string; readonly occasion: LetterOccasion };

export type LetterName = Letter['letter'];
