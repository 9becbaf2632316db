/** A permission that there is. */
export interface NamedPermission {
  /** `app_label.codename`. */
  readonly name: string;
  /** What people read of it, in the language of whoever declared it. */
  readonly label: string;
}

/** What can be given to people, by its name `app_label.codename`, and what each was given directly. */
export interface PermissionStore {
  /** Ascending by name, each once: two models of an app may have the same. */
  list(): Promise<readonly NamedPermission[]>;
  /** Those that a user has themselves, ascending; of their groups' none. */
  listOfUser(userId: number): Promise<readonly NamedPermission[]>;
  /** Those that the groups of a user hold, ascending, each once. */
  listOfGroups(userId: number): Promise<readonly NamedPermission[]>;
  /** Answers whether they had it not; nothing is given under a name that is not there. */
  grant(userId: number, name: string): Promise<boolean>;
  /** Answers whether they had it. */
  revoke(userId: number, name: string): Promise<boolean>;
}
