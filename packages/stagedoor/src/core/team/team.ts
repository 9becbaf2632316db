/** Some of the members of an organization, under a name. */
export interface Team {
  readonly id: number;
  readonly organizationId: number;
  /** At most 150 characters; in one organization no two that people would take for one. */
  readonly name: string;
  readonly createdAt: Date;
}
