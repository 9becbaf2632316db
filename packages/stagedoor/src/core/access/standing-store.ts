/** What somebody is, and may, in an organization that they are in. */
export interface Standing {
  readonly organizationId: number;
  /** All that they hold there: by being a member of their kind, and by roles. */
  readonly permissions: readonly string[];
  /** What they are there that not everybody in it is: `owner`, `admin`, roles of the site. */
  readonly names: readonly string[];
}

/** What rank asks of organizations, which lie above it. */
export interface StandingStore {
  /** One for each organization that they are in. */
  ofUser(userId: number): Promise<readonly Standing[]>;
}

/** With whom somebody is compared. */
export interface GrantsCompared {
  /** Null for who comes by a token of a part of their rights: what was given to them themselves is not for it. */
  readonly userId: number | null;
  readonly groupIds: readonly number[];
  /** Whether they hold a permission everywhere, `app_label.codename`. */
  readonly holds: (permission: string) => boolean;
}

/** What rank asks of permissions on single rows, which lie above it. */
export interface GrantStandingStore {
  /** Whether somebody was given, themselves, a permission on a row that the other one has neither there nor everywhere. */
  hasBeyond(userId: number, other: GrantsCompared): Promise<boolean>;
}
