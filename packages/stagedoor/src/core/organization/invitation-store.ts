import type { MemberRole } from './organization.ts';

/** That somebody who reads an address may come into an organization. */
export interface Invitation {
  readonly id: number;
  readonly organizationId: number;
  /** As it was typed. */
  readonly email: string;
  readonly role: MemberRole;
  /** Null for the operator; goes with the user. */
  readonly invitedBy: number | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface NewInvitation extends Invitation {
  readonly emailKey: string;
  readonly keyHash: string;
}

/** Invitations in storage, of which the hash of the key alone is kept. */
export interface InvitationStore {
  /** Answers false, and writes nothing, where the address is invited already. */
  add(invitation: NewInvitation): Promise<boolean>;
  find(organizationId: number, id: number): Promise<Invitation | null>;
  findByKey(keyHash: string, now: Date): Promise<Invitation | null>;
  /** Ascending by id; those that are over too. */
  list(
    organizationId: number,
    page: { readonly afterId: number; readonly limit: number },
  ): Promise<readonly Invitation[]>;
  count(organizationId: number): Promise<number>;
  /** Another key, a later end, and who invites from now on: the key before opens nothing any more. */
  renew(id: number, change: Pick<NewInvitation, 'keyHash' | 'expiresAt' | 'invitedBy'>): Promise<boolean>;
  remove(organizationId: number, id: number): Promise<boolean>;
  findByEmail(organizationId: number, emailKey: string): Promise<Invitation | null>;
  /** Takes the one of a key, so that of many at once one has it; null where it is used, over or never was. */
  take(keyHash: string, now: Date): Promise<Invitation | null>;
  /** Deletes up to `limit` that ended before; answers how many. */
  removeExpired(now: Date, limit: number): Promise<number>;
}
