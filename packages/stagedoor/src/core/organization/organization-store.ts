import type { User } from '../user/user.ts';
import type { Member, MemberRole, Membership, Organization, OwnOrganization } from './organization.ts';

interface PageOfIds {
  readonly afterId: number;
  readonly limit: number;
}

/** Organizations in storage. */
export interface OrganizationStore {
  add(organization: Organization): Promise<void>;
  find(id: number): Promise<Organization | null>;
  /**
   * `find` that keeps others from changing the organization and who is in it until the transaction ends. Only inside a transaction, and
   * after users are locked.
   */
  lock(id: number): Promise<Organization | null>;
  /** The same for all that somebody is in, in the order of their ids. */
  lockOfUser(userId: number): Promise<readonly Organization[]>;
  rename(id: number, name: string): Promise<boolean>;
  /** With all that belongs to it. */
  remove(id: number): Promise<boolean>;
  /** Ascending by id. */
  list(page: PageOfIds): Promise<readonly Organization[]>;
  /** Those of exactly this name, ascending by id. */
  listNamed(name: string, limit: number): Promise<readonly Organization[]>;
  /** Those that somebody is a member of, ascending by id. */
  listOfUser(userId: number, page: PageOfIds): Promise<readonly OwnOrganization[]>;
}

/** Who is in which organization. */
export interface MembershipStore {
  find(organizationId: number, userId: number): Promise<Membership | null>;
  /** What somebody is in any of these, ascending by their ids. */
  listOfUser(userId: number, organizationIds: readonly number[]): Promise<readonly Membership[]>;
  /** Ascending by the ids of the users. */
  list(organizationId: number, page: PageOfIds): Promise<readonly Member[]>;
  /** Answers whether they were not in it. */
  add(membership: Membership): Promise<boolean>;
  setRole(organizationId: number, userId: number, role: MemberRole): Promise<boolean>;
  /** With all that they have there. Answers whether they were in it. */
  remove(organizationId: number, userId: number): Promise<boolean>;
  /** Whether an owner who is active is there beside somebody. */
  hasOwnerBeside(organizationId: number, userId: number): Promise<boolean>;
  /** Those that somebody owns, ascending. */
  listOwned(userId: number): Promise<readonly number[]>;
  /**
   * Who is next in each organization that somebody owns, once they are gone: an active member before others, then an owner, then an admin, then
   * the longest member. None for those that nobody else is in.
   */
  listNext(ownerId: number): Promise<readonly NextMember[]>;
}

/** Who is first of an organization beside its owner. */
export interface NextMember extends Pick<Membership, 'organizationId' | 'role'> {
  readonly user: Pick<User, 'id' | 'username' | 'email'>;
}

/** In which organization a session acts. It ends with the session, and with the membership. */
export interface ActiveOrganizationStore {
  find(sessionId: number): Promise<Organization | null>;
  /** Who is no member of it cannot have it: it is a fault. */
  set(
    session: { readonly sessionId: number; readonly userId: number },
    organizationId: number,
  ): Promise<void>;
  clear(sessionId: number): Promise<void>;
}
