/** What a link may be used for, and nothing else. */
export const linkPurposes = [
  'activation',
  'password-reset',
  'username-reset',
  'email-change',
  'email-change-undo',
  'email-add',
] as const;

export type LinkPurpose = (typeof linkPurposes)[number];

/** A mailed link at rest: only the hash of its secret is stored. */
export interface OneTimeLink {
  readonly keyHash: string;
  readonly purpose: LinkPurpose;
  readonly userId: number;
  /** The address that the link speaks of, as typed; the link dies with a change of it. */
  readonly email: string;
  /** The user's `securityVersion` when the link was made; a link of an older version is dead. */
  readonly securityVersion: number;
  readonly createdAt: Date;
  /** When the e-mail with it was taken by the mail server; null while it waits, and for good where none was mailed. */
  readonly sentAt: Date | null;
  readonly expiresAt: Date;
}

/** How an e-mail names the link it carries: what the store knows of it, never what opens it. */
export interface MailedLink {
  readonly purpose: LinkPurpose;
  readonly keyHash: string;
}

export interface OneTimeLinkStore {
  add(link: OneTimeLink): Promise<void>;
  /** Unused and unexpired at `now`, without using it: what a GET may ask. */
  find(purpose: LinkPurpose, keyHash: string, now: Date): Promise<OneTimeLink | null>;
  /** The user's links of one purpose that are unused and unexpired at `now`. */
  listOfUser(userId: number, purpose: LinkPurpose, now: Date): Promise<readonly OneTimeLink[]>;
  /** Uses the link by one conditional update; null when it is unknown, used or expired. At most one caller ever wins. */
  consume(purpose: LinkPurpose, keyHash: string, now: Date): Promise<OneTimeLink | null>;
  /** Notes that the e-mail with an unused link has left; false when the link is gone. */
  markSent(keyHash: string, now: Date): Promise<boolean>;
  /** Kills the unused links of the user for one purpose whose e-mails have left, but for those that left last. */
  keepNewest(userId: number, purpose: LinkPurpose, howMany: number): Promise<void>;
  /**
   * Kills all unused links of the user for one purpose, or for every purpose; with `sinceVersion`, only those of that
   * security version and of later ones.
   */
  discardOfUser(userId: number, purpose?: LinkPurpose, sinceVersion?: number): Promise<void>;
  removeExpired(now: Date, limit: number): Promise<number>;
}
