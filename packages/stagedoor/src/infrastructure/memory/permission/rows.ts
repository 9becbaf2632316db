export interface PermissionRows {
  /** Group name by group id, by user. */
  readonly groups: Map<number, readonly { readonly id: number; readonly name: string }[]>;
  readonly permissions: Map<number, readonly string[]>;
  /** Codenames by group id. */
  readonly groupPermissions: Map<number, readonly string[]>;
}
