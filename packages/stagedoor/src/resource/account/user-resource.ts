import type { Policy } from '../../core/policy/policy.ts';
import type { Settings } from '../../core/settings.ts';
import { NAME_MAX_LENGTH } from '../../core/user/profile-fields.ts';
import type { Field, Fields } from '../field.ts';
import type { Resource } from '../resource.ts';
import { fieldsOf } from '../user/extra-fields.ts';
import { pictureFields } from '../user/user-form.ts';
import { lookUpsOf } from './look-ups.ts';

/** What accounts keep stands under the label that Django has for it. */
export const ACCOUNTS = 'auth';

const LONGEST_NAME = 150;

/** Whom they see: all for who may view or change users, else themselves. What may be done to whom, rank says where it is done. */
const access: Policy = {
  any: [
    {
      all: [
        { action: 'view' },
        { any: [{ permission: 'auth.view_user' }, { permission: 'auth.change_user' }, { owner: 'id' }] },
      ],
    },
    { all: [{ action: 'add' }, { permission: 'auth.add_user' }] },
    { all: [{ action: 'change' }, { permission: 'auth.change_user' }] },
    { all: [{ action: 'delete' }, { permission: 'auth.delete_user' }] },
  ],
};

const named = { type: 'text', max: LONGEST_NAME } as const;

const ownFields = {
  email: { type: 'email', blank: true },
  email_verified: { type: 'boolean', default: false },
  first_name: { type: 'text', max: NAME_MAX_LENGTH, blank: true },
  last_name: { type: 'text', max: NAME_MAX_LENGTH, blank: true },
  is_active: { type: 'boolean', default: true },
  is_staff: { type: 'boolean', default: false },
  is_superuser: { type: 'boolean', default: false },
  /** Kept where Django keeps them, which is where keys of other resources are kept. */
  groups: { type: 'references', to: 'group' },
  language: { type: 'text', max: 35, nullable: true },
  time_zone: { type: 'text', max: 64, nullable: true },
  date_joined: { type: 'moment', set: 'created' },
  last_login: { type: 'moment', nullable: true, readOnly: true },
  /** Said where a user is made, and read by nothing: no query has the column. */
  password: { type: 'text', max: 4096, nullable: true, writeOnly: true },
} as const satisfies Fields;

/**
 * The users of a site as a resource, with its extra fields: lists are asked, and rows shown, as those of any other. It declares no
 * table; whatever is written is written by the use cases of accounts. Neither a password nor a hash of one is a field of it.
 */
export function userResource({
  extraFields,
  logInBy,
  picturesAt,
}: Pick<Settings, 'extraFields' | 'logInBy' | 'picturesAt'>): Resource {
  // Where people log in by their address, nobody is asked for another name.
  const username: Field = logInBy === 'email' ? { ...named, nullable: true } : named;
  const asked: Fields = { username, ...ownFields, ...fieldsOf(extraFields) };
  const fields: Fields = { ...asked, ...pictureFields(picturesAt) };
  return {
    name: 'user',
    fields,
    text: 'username',
    order: ['-date_joined'],
    search: ['username', 'email', 'first_name', 'last_name'],
    ...lookUpsOf(asked),
    access,
  };
}
