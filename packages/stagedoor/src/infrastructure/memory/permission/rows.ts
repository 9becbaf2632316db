/** The app that permissions in memory are of, where a test names none. */
const APP_LABEL = 'tests';

export interface PermissionRows {
  /** Names of groups by their ids. */
  readonly groups: Map<number, string>;
  /** Ids of groups by user. */
  readonly memberships: Map<number, readonly number[]>;
  /** What users were given, as `app_label.codename`. */
  readonly permissions: Map<number, readonly string[]>;
  /** What groups were given, by their ids. */
  readonly groupPermissions: Map<number, readonly string[]>;
  /** Labels of the permissions that there are. */
  readonly permissionNames: Map<string, string>;
}

export function fullNameOf(permission: string): string {
  return permission.includes('.') ? permission : `${APP_LABEL}.${permission}`;
}
