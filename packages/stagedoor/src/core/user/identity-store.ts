import type { Identity } from './identity.ts';

/** Who users are to systems outside. */
export interface IdentityStore {
  find(provider: string, subject: string): Promise<Identity | null>;
  /** Oldest first. */
  listOfUser(userId: number): Promise<readonly Identity[]>;
  /** Answers false, and writes nothing, where the provider has that subject for somebody already; the unique index decides. */
  add(identity: Identity): Promise<boolean>;
  /** Answers false, and changes nothing, where another identity of the provider has the subject, or this one is gone. */
  update(id: number, changes: { readonly subject?: string; readonly name?: string }): Promise<boolean>;
  /** Answers whether it was the user's. */
  remove(userId: number, id: number): Promise<boolean>;
}
