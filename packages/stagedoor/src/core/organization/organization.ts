import type { MemberRole } from '../role/member-role.ts';
import type { User } from '../user/user.ts';

export { type MemberRole, memberRoles } from '../role/member-role.ts';

/** People who do something together. */
export interface Organization {
  readonly id: number;
  /** At most 150 characters; several may be called alike. */
  readonly name: string;
  readonly createdAt: Date;
}

/** That somebody is in an organization. */
export interface Membership {
  readonly organizationId: number;
  readonly userId: number;
  readonly role: MemberRole;
  readonly joinedAt: Date;
}

/** A member as the others see them. */
export interface Member extends Membership {
  readonly user: Pick<User, 'id' | 'username' | 'email' | 'firstName' | 'lastName' | 'isActive'>;
  /** The roles of the site that they have in this organization, ascending. */
  readonly siteRoles: readonly string[];
}

/** An organization as one of its members sees it. */
export interface OwnOrganization extends Organization {
  readonly role: MemberRole;
}
