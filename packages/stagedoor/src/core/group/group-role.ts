import { listOf, recordOf, required, textLike } from '../kernel/record-shape.ts';

/** What a site says that a group holds: these and no others. */
export interface GroupRole {
  readonly group: string;
  /** `app_label.codename`. */
  readonly permissions: readonly string[];
}

/** The roles of a site, where it says them. */
export const rolesField = listOf(
  recordOf({
    group: required(textLike('the name of a group', /\S/)),
    permissions: required(
      listOf(textLike('a permission as app_label.codename', /^[^\s.]+\.\S+$/), 'a list of permissions'),
    ),
  }),
  'a list of roles',
);
