/** The app that permissions in memory are of. */
export const APP_LABEL = 'tests';

export interface PermissionRows {
  /** Group name by group id, by user. */
  readonly groups: Map<number, readonly { readonly id: number; readonly name: string }[]>;
  readonly permissions: Map<number, readonly string[]>;
  /** Those that there are: each is its own codename. */
  readonly permissionNames: Map<string, string>;
  /** Codenames by group id. */
  readonly groupPermissions: Map<number, readonly string[]>;
}
