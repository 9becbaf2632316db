/** Where and when something happened, for e-mails that report it. */
export interface RequestDetails {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly ipAddress: string;
  readonly userAgent: string;
}

/** What holds until the link is opened; e-mails queued before it was said are without it. */
export interface MailUntilActivated {
  readonly logIn: 'closed' | 'now' | 'by-username' | 'if-new';
  /** ISO 8601 UTC; null where an account that nobody activates is kept. */
  readonly removedAt: string | null;
}

/** One of several accounts that claim the address which an e-mail goes to, with a link of its own. */
export interface MailAccount {
  readonly username: string;
  readonly path: string;
  readonly expiresInMinutes: number;
  /** ISO 8601 UTC; people may have no username to tell their account by. */
  readonly createdAt: string;
}

/**
 * Every e-mail Stagedoor writes, with what it says. `path` values are absolute paths on the site
 * (`/accounts/activation/<key>/`); the mail layer joins them to the configured origin, never to a request's host.
 */
export type MailData =
  | {
      readonly mail: 'activation';
      readonly username: string;
      readonly path: string;
      readonly expiresInMinutes: number;
      readonly untilActivated?: MailUntilActivated;
    }
  | { readonly mail: 'activation-of-several'; readonly accounts: readonly MailAccount[] }
  /** Sign-up with an address that has a working account. */
  | {
      readonly mail: 'already-registered';
      readonly username: string;
      readonly logInPath: string;
      readonly resetPath: string;
      readonly requestDetails: RequestDetails;
    }
  | { readonly mail: 'welcome'; readonly username: string; readonly logInPath: string }
  | {
      readonly mail: 'password-reset';
      readonly username: string;
      readonly path: string;
      readonly expiresInMinutes: number;
      readonly requestDetails: RequestDetails;
    }
  | {
      readonly mail: 'password-reset-of-several';
      readonly accounts: readonly MailAccount[];
      readonly requestDetails: RequestDetails;
    }
  | {
      readonly mail: 'username-reset';
      readonly username: string;
      readonly path: string;
      readonly expiresInMinutes: number;
      readonly requestDetails: RequestDetails;
    }
  | {
      readonly mail: 'username-changed';
      readonly username: string;
      readonly newUsername: string;
      readonly resetPath: string;
      readonly requestDetails: RequestDetails;
    }
  | {
      readonly mail: 'personal-token-created';
      readonly username: string;
      /** What its owner calls it. */
      readonly name: string;
      readonly methods: 'read' | 'write';
      readonly expiresInDays: number;
      readonly tokensPath: string;
      readonly resetPath: string;
      readonly requestDetails: RequestDetails;
    }
  | {
      readonly mail: 'password-changed';
      readonly username: string;
      readonly how: 'change' | 'reset' | 'set' | 'operator';
      readonly resetPath: string;
      readonly requestDetails: RequestDetails;
    }
  | {
      readonly mail: 'email-change-confirm';
      readonly username: string;
      readonly newEmail: string;
      readonly path: string;
      readonly expiresInMinutes: number;
    }
  /** To an address that somebody adds to their account. */
  | {
      readonly mail: 'email-add-confirm';
      readonly username: string;
      readonly newEmail: string;
      readonly path: string;
      readonly expiresInMinutes: number;
    }
  /** To the primary address, when another one came or went. */
  | {
      readonly mail: 'email-list-changed';
      readonly username: string;
      readonly address: string;
      readonly how: 'added' | 'removed';
      readonly resetPath: string;
      readonly requestDetails: RequestDetails;
    }
  | {
      readonly mail: 'email-changed';
      readonly username: string;
      readonly newEmail: string;
      readonly undoPath: string;
      readonly undoExpiresInMinutes: number;
      readonly requestDetails: RequestDetails;
    }
  /** To the new and to the former primary address, when the account went back to one from before. */
  | {
      readonly mail: 'email-returned';
      readonly username: string;
      readonly email: string;
      readonly resetPath: string;
      readonly requestDetails: RequestDetails;
    }
  | {
      readonly mail: 'new-device';
      readonly username: string;
      readonly sessionsPath: string;
      readonly resetPath: string;
      readonly requestDetails: RequestDetails;
    }
  /** A right password after many wrong ones (ASVS V6.3.5). */
  | {
      readonly mail: 'guessing-noticed';
      readonly username: string;
      readonly failures: number;
      readonly resetPath: string;
      readonly requestDetails: RequestDetails;
    }
  /** So many wrong passwords in a row that strange browsers are not let in by one any more (NIST SP 800-63B, 3.2.2). */
  | {
      readonly mail: 'log-in-held';
      readonly username: string;
      readonly failures: number;
      readonly resetPath: string;
      readonly requestDetails: RequestDetails;
    }
  /** An operator's `sendtestemail`. */
  | { readonly mail: 'test' }
  | { readonly mail: 'account-deleted'; readonly username: string; readonly requestDetails: RequestDetails };

export type MailName = MailData['mail'];
