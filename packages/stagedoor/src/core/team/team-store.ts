import type { Member } from '../organization/organization.ts';
import type { Team } from './team.ts';

interface PageOfIds {
  readonly afterId: number;
  readonly limit: number;
}

/** A team as it is kept. */
export interface NamedTeam extends Team {
  /** What names are compared by. */
  readonly nameKey: string;
}

/**
 * Teams in storage. Each is asked for with its organization: one of another is not found. Whoever leaves an organization leaves its teams, and they go
 * with it.
 */
export interface TeamStore {
  /** Answers false, and writes nothing, where the name is taken in the organization. */
  add(team: NamedTeam): Promise<boolean>;
  find(organizationId: number, id: number): Promise<Team | null>;
  rename(team: Pick<NamedTeam, 'id' | 'organizationId' | 'name' | 'nameKey'>): Promise<boolean>;
  remove(organizationId: number, id: number): Promise<boolean>;
  count(organizationId: number): Promise<number>;
  /** Ascending by id. */
  list(organizationId: number, page: PageOfIds): Promise<readonly Team[]>;
  /** Those that a member is in, ascending by id. */
  listOfMember(organizationId: number, userId: number, page: PageOfIds): Promise<readonly Team[]>;
  /** Those that somebody is in, of all organizations, ascending by id. */
  listOfUser(userId: number, page: PageOfIds): Promise<readonly Team[]>;
  /** How many are in each of these teams of an organization, by its id; who has nobody in it is not there. */
  countMembers(organizationId: number, ids: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /** Ascending by the ids of the users. */
  listMembers(team: Pick<Team, 'id' | 'organizationId'>, page: PageOfIds): Promise<readonly Member[]>;
  /** The members of its organization who are not in it, ascending by their ids. */
  listOutside(team: Pick<Team, 'id' | 'organizationId'>, page: PageOfIds): Promise<readonly Member[]>;
  /** Answers whether they were not in it. Who is no member of the organization cannot be in it: it is a fault. */
  addMember(team: Pick<Team, 'id' | 'organizationId'>, userId: number): Promise<boolean>;
  /** Answers whether they were in it. */
  removeMember(team: Pick<Team, 'id' | 'organizationId'>, userId: number): Promise<boolean>;
}
