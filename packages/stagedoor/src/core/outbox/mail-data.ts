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
 * The kinds of e-mails, each with what it says. A feature adds its own in its `feature.ts`, by `declare module`: a kind that nobody puts
 * into words does not compile. `path` values are absolute paths on the site (`/accounts/activation/<key>/`); the mail layer joins
 * them to the configured origin, never to a request's host.
 */
export interface MailKinds {
  welcome: {
    readonly username: string;
    readonly logInPath: string;
  };
  /** An operator's `sendtestemail`. */
  test: object;
}

export type MailName = keyof MailKinds;

/** Every e-mail Stagedoor writes. */
export type MailData = { readonly [Name in MailName]: { readonly mail: Name } & MailKinds[Name] }[MailName];

/** One kind of them. */
export type MailOf<Name extends MailName> = Extract<MailData, { mail: Name }>;
