import { ROLE_LABEL_MAX_LENGTH, ROLE_NAME_MAX_LENGTH } from '../../core/role/role-input.ts';
import type { Fields } from '../field.ts';
import type { Resource } from '../resource.ts';
import { lookUpsOf } from './look-ups.ts';

/** The label of what Django has not: roles, organizations. */
export const OURS = 'stagedoor';

const fields = {
  name: { type: 'text', max: ROLE_NAME_MAX_LENGTH, unique: true },
  /** What people read; the name where it is left out. */
  label: { type: 'text', max: ROLE_LABEL_MAX_LENGTH, blank: true },
  /** What whoever has it holds by it, as `app_label.codename`. */
  permissions: { type: 'json', default: [] },
  /** How often it was given, everywhere and in organizations. */
  assignments: { type: 'integer', readOnly: true },
} as const satisfies Fields;

/** The table of roles: for who may view or change them. Who gives one to whom is said where it is done. */
export const roleResource: Resource = {
  name: 'role',
  fields,
  text: 'name',
  order: ['name'],
  search: ['name', 'label'],
  ...lookUpsOf(fields),
  access: {
    any: [
      {
        all: [
          { action: 'view' },
          { any: [{ permission: 'stagedoor.view_role' }, { permission: 'stagedoor.change_role' }] },
        ],
      },
      { all: [{ action: 'add' }, { permission: 'stagedoor.add_role' }] },
      { all: [{ action: 'change' }, { permission: 'stagedoor.change_role' }] },
      { all: [{ action: 'delete' }, { permission: 'stagedoor.delete_role' }] },
    ],
  },
};
