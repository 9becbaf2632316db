import type { ExtraFields } from '../../core/user/extra-field.ts';
import type { User } from '../../core/user/user.ts';
import type { Fields } from '../field.ts';
import { fieldsOf } from './extra-fields.ts';

const named = { type: 'text', max: 150, blank: true } as const;

/** What of a user may stand in an answer in the place of their key: what they are called, and the site's own fields. Never an address. */
export function userFormFields(extraFields: ExtraFields): Fields {
  return { username: named, first_name: named, last_name: named, ...fieldsOf(extraFields) };
}

export function userForm({ id, username, firstName, lastName, extra }: User): {
  readonly id: number;
  readonly [field: string]: unknown;
} {
  return { ...extra, id, username, first_name: firstName, last_name: lastName };
}
