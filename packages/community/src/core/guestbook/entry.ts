/** A line that somebody left in the guest book. Numbers grow; who is gone takes their lines along. */
export interface Entry {
  readonly id: number;
  readonly userId: number;
  /** As the writer was called then. */
  readonly author: string;
  readonly message: string;
  readonly writtenAt: Date;
}

export interface EntryStore {
  add(entry: Omit<Entry, 'id'>): Promise<Entry>;
  find(id: number): Promise<Entry | null>;
  /** Newest first; `beforeId` leaves out that one and what is newer. */
  list(page: { readonly beforeId: number | null; readonly limit: number }): Promise<readonly Entry[]>;
  /** Lets further lines of the member wait until the transaction ends, so that what is counted stays true. */
  holdWriter(userId: number): Promise<void>;
  countSince(userId: number, moment: Date): Promise<number>;
  /** Whether the user wrote this line since then. */
  hasSince(userId: number, message: string, moment: Date): Promise<boolean>;
  /** Whoever wrote it; false where there is none. */
  remove(id: number): Promise<boolean>;
  /** Only the user's own; false where it is another's, or nobody's. */
  removeOwn(id: number, userId: number): Promise<boolean>;
  /** All of them, oldest first. */
  listOfUser(userId: number): Promise<readonly Entry[]>;
  /** At most so many; answers how many went. */
  removeOlderThan(moment: Date, most: number): Promise<number>;
}
