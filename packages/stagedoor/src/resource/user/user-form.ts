import { pictureAddress } from '../../core/picture/picture-address.ts';
import type { PictureStore } from '../../core/picture/picture-store.ts';
import { saidFields } from '../../core/user/extra-field.ts';
import type { Settings } from '../../core/user/settings.ts';
import type { User } from '../../core/user/user.ts';
import type { Fields, NestedNames } from '../field.ts';
import { fieldsOf } from './extra-fields.ts';

const named = { type: 'text', max: 150, blank: true } as const;

/** Where the picture of a user is, on a site that has them. */
export function pictureFields(picturesAt: Settings['picturesAt']): Fields {
  return picturesAt === null ? {} : { picture: { type: 'url', max: 2_000, nullable: true, readOnly: true } };
}

/** What of a user may stand in an answer in the place of their key: what they are called, their picture, and the site's own fields. Never an address. */
export function userFormFields({
  extraFields,
  picturesAt,
}: Pick<Settings, 'extraFields' | 'picturesAt'>): Fields {
  const names = { username: named, first_name: named, last_name: named };
  return { ...names, ...fieldsOf(saidFields(extraFields)), ...pictureFields(picturesAt) };
}

interface UserForm {
  readonly id: number;
  readonly [field: string]: unknown;
}

interface Ports {
  readonly settings: Pick<Settings, 'picturesAt'>;
  readonly pictures: Pick<PictureStore, 'listOf'>;
}

/** These users as they stand in answers; pictures are looked for only where they are named. */
export async function userForms(
  { settings: { picturesAt }, pictures }: Ports,
  users: readonly User[],
  names: NestedNames,
): Promise<readonly UserForm[]> {
  const forms = users.map(userForm);
  if (picturesAt === null || !names.includes('picture')) return forms;
  const shown = await pictures.listOf(forms.map(({ id }) => id));
  const files = new Map(shown.map((picture) => [picture.userId, pictureAddress(picturesAt, picture)]));
  return forms.map((form) => ({ ...form, picture: files.get(form.id) ?? null }));
}

function userForm({ id, username, firstName, lastName, extra }: User): UserForm {
  return { ...extra, id, username, first_name: firstName, last_name: lastName };
}
