import type { Fields } from '../field.ts';
import type { Resource } from '../resource.ts';
import { lookUpsOf } from './look-ups.ts';

const groupFields = {
  name: { type: 'text', max: 150, unique: true },
  /** What its members have by it, as `app_label.codename`. */
  permissions: { type: 'json', default: [] },
} as const satisfies Fields;

/** Groups: for who may view or change them. Rank says, where it is done, who changes which. */
export const groupResource: Resource = {
  name: 'group',
  fields: groupFields,
  text: 'name',
  order: ['name'],
  search: ['name'],
  ...lookUpsOf(groupFields),
  access: {
    any: [
      {
        all: [
          { action: 'view' },
          { any: [{ permission: 'auth.view_group' }, { permission: 'auth.change_group' }] },
        ],
      },
      { all: [{ action: 'add' }, { permission: 'auth.add_group' }] },
      { all: [{ action: 'change' }, { permission: 'auth.change_group' }] },
      { all: [{ action: 'delete' }, { permission: 'auth.delete_group' }] },
    ],
  },
};

const permissionFields = {
  name: { type: 'text', max: 255, readOnly: true },
  app_label: { type: 'text', max: 100, readOnly: true },
  model: { type: 'text', max: 100, readOnly: true },
  codename: { type: 'text', max: 100, readOnly: true },
} as const satisfies Fields;

/** What there is to hold, for who may look at it or let a group hold it. Features say it; nobody writes it. */
export const permissionResource: Resource = {
  name: 'permission',
  fields: permissionFields,
  text: 'codename',
  order: ['app_label', 'model', 'codename'],
  search: ['name', 'codename'],
  ...lookUpsOf(permissionFields),
  access: {
    all: [
      { action: 'view' },
      {
        any: [
          { permission: 'auth.view_permission' },
          { permission: 'auth.change_group' },
          { permission: 'auth.change_user' },
        ],
      },
    ],
  },
};
