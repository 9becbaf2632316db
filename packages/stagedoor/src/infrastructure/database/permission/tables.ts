import type { Generated } from 'kysely';

export interface PermissionTables {
  auth_group: { id: Generated<number>; name: string };
  auth_permission: { id: Generated<number>; name: string; content_type_id: number; codename: string };
  django_content_type: { id: Generated<number>; app_label: string; model: string };
  auth_group_permissions: { id: Generated<number>; group_id: number; permission_id: number };
  auth_user_groups: { id: Generated<number>; user_id: number; group_id: number };
  auth_user_user_permissions: { id: Generated<number>; user_id: number; permission_id: number };
  /** One row, whose version moves by trigger with whatever groups hold, and with what groups and permissions are called. */
  stagedoor_access_version: { id: number; version: number };
}
