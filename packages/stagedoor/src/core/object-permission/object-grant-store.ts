import type { ObjectType } from './object-type.ts';
import type { Subject } from './subject.ts';

/** A permission on some objects for one subject. */
export interface ObjectGrant {
  readonly codename: string;
  readonly subject: Subject;
  readonly objectIds: readonly number[];
}

export interface HeldOnObject {
  readonly objectId: number;
  readonly codename: string;
}

/** What is looked for among objects: those on which one of `subjects` holds all of `codenames`, or any of them. */
export interface GrantQuestion {
  readonly codenames: readonly string[];
  readonly match: 'all' | 'any';
  readonly subjects: readonly Subject[];
}

/** How a list comes: by its own order, the youngest or highest first, or by the key, ascending. */
export type ObjectListOrder = 'default' | 'key';

/** Where a page begins: behind the row of this order and id. Opaque; a list hands it out as it was. */
export interface ObjectCursor {
  readonly order: string | number | null;
  readonly id: number;
}

export interface ObjectPageQuery {
  readonly order: ObjectListOrder;
  readonly after: ObjectCursor | null;
  readonly limit: number;
}

/** `next` is null where nothing follows. A page may be shorter than was asked for and have a next one. */
export interface ObjectPage {
  readonly ids: readonly number[];
  readonly next: ObjectCursor | null;
}

/** Who holds something on an object: users with what they hold themselves or by groups, or groups. */
export interface HolderQuery {
  readonly objectId: number;
  /** Null for any. */
  readonly codenames: readonly string[] | null;
  readonly afterId: number;
  readonly limit: number;
}

export interface UserHolderQuery extends HolderQuery {
  /** Beside those who hold something themselves. */
  readonly also: readonly ('members' | 'superusers')[];
}

/** Of many at once. `member`s are users with what they hold by groups too. */
export interface HeldByEachQuery {
  readonly objectId: number;
  readonly holders: 'user' | 'member' | 'group';
  readonly ids: readonly number[];
}

export interface HeldByHolder {
  readonly holderId: number;
  readonly codename: string;
}

/** Permissions on single objects. The tables are named by the type, never by a request. */
export interface ObjectGrantStore {
  /**
   * Those of the objects that there are, ascending, kept from changes of their grants until the transaction ends. Only inside a
   * transaction, and after the rows of users.
   */
  lockObjects(type: ObjectType, ids: readonly number[]): Promise<readonly number[]>;
  /** Keeps a group until the transaction ends; answers whether there is one. */
  lockGroup(id: number): Promise<boolean>;
  /** Answers on which of the objects it is new. */
  add(type: ObjectType, grant: ObjectGrant): Promise<readonly number[]>;
  /** Answers on which of the objects it was there. */
  remove(type: ObjectType, grant: ObjectGrant): Promise<readonly number[]>;
  /** What any of the subjects holds on the objects, each once. */
  listHeld(
    type: ObjectType,
    of: { readonly objectIds: readonly number[]; readonly subjects: readonly Subject[] },
  ): Promise<readonly HeldOnObject[]>;
  /** What each of the holders has on one object, each once. */
  listHeldByEach(type: ObjectType, query: HeldByEachQuery): Promise<readonly HeldByHolder[]>;
  /** Ids of users, ascending; inactive ones too. */
  listUsers(type: ObjectType, query: UserHolderQuery): Promise<readonly number[]>;
  /** Ids of groups, ascending. */
  listGroups(type: ObjectType, query: HolderQuery): Promise<readonly number[]>;
  listObjects(type: ObjectType, question: GrantQuestion, page: ObjectPageQuery): Promise<ObjectPage>;
  /** All rows there are, for who may see each of them. */
  listAllObjects(type: ObjectType, page: ObjectPageQuery): Promise<ObjectPage>;
  /** Counts no further than `most`. */
  countObjects(type: ObjectType, question: GrantQuestion, most: number): Promise<number>;
}
