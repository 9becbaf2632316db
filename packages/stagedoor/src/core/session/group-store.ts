/** Django's `app_label.codename`. */
export interface PermissionName {
  readonly codename: string;
  readonly appLabel: string | null;
}

/** Groups and permissions. Writing them comes with the access feature; `me` reads them. */
export interface GroupStore {
  groupsOfUser(userId: number): Promise<readonly { id: number; name: string }[]>;
  /** Codenames assigned directly to the user, without app label, ascending. */
  directPermissionsOfUser(userId: number): Promise<readonly string[]>;
  /** Whether the user has the permission, directly or by a group; a null label means any app's. */
  hasPermission(userId: number, permission: PermissionName): Promise<boolean>;
}
