import type { NewUser, User, UserChanges } from './user.ts';

/** From which end a list of claims begins. */
export type ClaimOrder = 'youngest-first' | 'oldest-first';

/** Whom a list names: everybody, or only those of whom all of this is true. */
export interface UserFilter {
  readonly isActive?: boolean | undefined;
  readonly isStaff?: boolean | undefined;
  readonly isSuperuser?: boolean | undefined;
  /** The id of a group that they are in. */
  readonly inGroup?: number | undefined;
  readonly holds?: HeldPermission | undefined;
  /** One of these. */
  readonly ids?: readonly number[] | undefined;
}

/** A permission that people were given themselves, by a group, or by a role that they have everywhere. */
export interface HeldPermission {
  /** `app_label.codename`. */
  readonly permission: string;
  /** Whether superusers count, who have every one. */
  readonly includeSuperusers: boolean;
}

/** A user whose name is the proved primary address of another. */
export interface NameClash {
  readonly namedId: number;
  readonly ownerId: number;
}

export interface NameClashes {
  readonly count: number;
  /** As many as were asked for, by the ids of the named. */
  readonly first: readonly NameClash[];
}

/** Users in storage. Look-ups compare canonical forms; the stored text stays as typed. */
export interface UserStore {
  findById(id: number): Promise<User | null>;
  /**
   * `findById` that keeps others from changing the user until the transaction ends, so that what was judged stays true.
   * Only inside a transaction, and before any other row of the user is written: then nobody waits in a ring.
   */
  lockById(id: number): Promise<User | null>;
  /** `usernameKey` is the canonical form made by `canonicalUsername`. */
  findByUsernameKey(usernameKey: string): Promise<User | null>;
  /** By any address that the user has proved; `emailKey` is made by `canonicalEmail`. */
  findByEmailKey(emailKey: string): Promise<User | null>;
  /** Users whose primary address it is without their having proved it, by the age of the accounts. */
  listClaimants(emailKey: string, limit: number, order: ClaimOrder): Promise<readonly User[]>;
  /** The same users by their ids, as a ring that begins at the first of `fromId` or above. */
  listClaimantsFrom(emailKey: string, limit: number, fromId: number): Promise<readonly User[]>;
  /** Answers false, and writes nothing, when the username is taken; the unique index decides, not a read. */
  create(user: NewUser): Promise<boolean>;
  /** Answers false when a changed username is taken. Moves the row version. */
  update(id: number, changes: UserChanges): Promise<boolean>;
  /** Ends all that was issued to the user before: moves `securityVersion` by one and answers the new value. */
  revokeAll(id: number): Promise<number>;
  /**
   * Replaces the password only if the stored one is still `expected`: the guard of an upgrade that was hashed
   * outside the transaction. Answers whether it did.
   */
  replacePasswordHash(id: number, expected: string, passwordHash: string): Promise<boolean>;
  /** Answers whether the user still awaits the welcome, and lets them await it no more: of many at once one is told so. */
  takeWelcome(id: number): Promise<boolean>;
  /**
   * Removes the user with addresses, memberships, sessions, links and devices; audit rows stay. Answers `needed`, and removes nothing, where a
   * row of the site must not lose them.
   */
  delete(id: number): Promise<'deleted' | 'missing' | 'needed'>;
  /** Makes an account that is nobody's and that nothing here finds, for what the deleted leave behind. */
  createDeleted(deleted: { readonly id: number; readonly at: Date }): Promise<void>;
  /** Counts the active superusers and keeps them as they are until the transaction ends. */
  countSuperusers(): Promise<number>;
  /**
   * Ids of users who joined before `joinedBefore` and whom nobody stands behind, as `isUnactivated` judges. The memory
   * store asks it; a database asks in its own words, and a contract test holds both to the same.
   */
  findUnactivated(joinedBefore: Date, limit: number): Promise<readonly number[]>;
  /**
   * Whether `findUnactivated(joinedBefore)` still names the user, who is held from then on: for who removes them in the same
   * transaction. An activation at the same moment wins: lock the user, then judge.
   */
  lockUnactivated(id: number, joinedBefore: Date): Promise<boolean>;
  listNameClashes(limit: number): Promise<NameClashes>;
  list(page: { afterId: number; limit: number } & UserFilter): Promise<readonly User[]>;
}
