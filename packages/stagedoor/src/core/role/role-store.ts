import type { MemberRole } from './member-role.ts';
import type { HeldRole, Role } from './role.ts';

/** Who has which role, and where. */
export interface RoleAssignment {
  readonly userId: number;
  readonly roleId: number;
  /** Null for everywhere; else one that they are a member of. */
  readonly organizationId: number | null;
}

/** What somebody is in an organization. */
export interface RightsInOrganization {
  /** What they are as a member; null for who is none. */
  readonly membership: MemberRole | null;
  /** Names of the roles of the site that they have there, ascending. */
  readonly roles: readonly string[];
  /** What those roles hold, ascending; of the membership itself nothing. */
  readonly permissions: readonly string[];
}

/** Roles and who has them. */
export interface RoleStore {
  findById(id: number): Promise<Role | null>;
  findByName(name: string): Promise<Role | null>;
  /** `findById` that keeps others from changing the role and giving it to anybody until the transaction ends. */
  lockById(id: number): Promise<Role | null>;
  /** Ascending by id. */
  list(page: { readonly afterId: number; readonly limit: number }): Promise<readonly Role[]>;
  /** What all are called; no other is made or called otherwise until the transaction ends. */
  holdNames(): Promise<readonly Pick<Role, 'id' | 'name'>[]>;
  /** Answers null, and writes nothing, where the name is taken. */
  create(role: Omit<Role, 'id'>): Promise<Role | null>;
  /** Answers false where the name is taken. */
  update(role: Role): Promise<boolean>;
  /** With its assignments. */
  delete(id: number): Promise<boolean>;
  countAssignments(id: number): Promise<number>;
  /** Answers whether they had it not. Who is no member has nothing in an organization: it is a fault. */
  assign(assignment: RoleAssignment): Promise<boolean>;
  /** Answers whether they had it. */
  unassign(assignment: RoleAssignment): Promise<boolean>;
  /** The roles that they have everywhere, and what they are in each of their organizations. */
  listHeld(userId: number): Promise<readonly HeldRole[]>;
  /** Nothing for who is no member. */
  rightsIn(userId: number, organizationId: number): Promise<RightsInOrganization>;
}
