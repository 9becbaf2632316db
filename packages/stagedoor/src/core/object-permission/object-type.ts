import { AccountsError, fieldRefusal } from '../kernel/errors.ts';
import { PlainError } from '../kernel/plain-error.ts';
import { codenameOf } from '../permission/permission-set.ts';

/** Rows of one table that people may be given permissions on, one by one, as a feature of the site declares them. */
export interface ObjectType {
  /** Django's label of the model: `projects.project`. */
  readonly name: string;
  /** The app label of its permissions: the feature's name. */
  readonly app: string;
  readonly model: string;
  readonly table: string;
  /** Its primary key, a whole number that is never given out twice. */
  readonly key: string;
  readonly permissions: readonly ObjectPermission[];
  /** The order in which lists of it come, kept beside each grant: such a list reads as many rows as it shows. */
  readonly orderBy: ObjectOrder | null;
}

export interface ObjectPermission {
  readonly codename: string;
  /** The model of its content type. */
  readonly model: string;
}

export interface ObjectOrder {
  /** Never null. */
  readonly column: string;
  readonly type: 'integer' | 'moment';
}

/** By their names. */
export type ObjectTypes = ReadonlyMap<string, ObjectType>;

/** Some rows: as guardian takes an object or a queryset. */
export interface ObjectsOf {
  readonly type: string;
  readonly ids: readonly number[];
}

/** One row. */
export interface OneObject {
  readonly type: string;
  readonly id: number;
}

/** @throws PlainError for a name that no feature declares: a slip in the code that asks */
export function objectTypeOf(types: ObjectTypes, name: string): ObjectType {
  const type = types.get(name);
  if (type === undefined) throw new PlainError(`No feature declares objectPermissions for ${name}.`);
  return type;
}

/**
 * The codename of a permission that can be held on these objects: `change_project`, or `projects.change_project`.
 *
 * @throws AccountsError `invalid-input` at `permission`: `wrong_app` for one of another app, `invalid_choice` for one that is not theirs
 */
export function codenameFor(type: ObjectType, permission: string): string {
  const codename = codenameOf(permission);
  if (permission !== codename && permission !== fullName(type, codename))
    throw fieldRefusal('permission', 'wrong_app', { permission, app: type.app });
  if (!hasPermission(type, codename))
    throw fieldRefusal('permission', 'invalid_choice', { input: permission });
  return codename;
}

/**
 * Whose objects all of these permissions are of, each `projects.change_project`, where nobody says it.
 *
 * @throws AccountsError `invalid-input` at `permissions`: `mixed_content_types` where they are of several, `invalid_choice` where of none
 */
export function typeOfPermissions(types: ObjectTypes, permissions: readonly string[]): ObjectType {
  const apps = new Set(
    permissions.map((permission) => permission.slice(0, Math.max(permission.indexOf('.'), 0))),
  );
  if (apps.size > 1) throw fieldRefusal('permissions', 'mixed_content_types');
  const [permission = ''] = permissions;
  const able = [...types.values()].filter((type) => declares(type, permission));
  if (able.length === 0) throw fieldRefusal('permissions', 'invalid_choice', { input: permission });
  const all = able.filter((type) => permissions.every((one) => declares(type, one)));
  const [found, ...others] = all;
  if (found === undefined || others.length > 0) throw fieldRefusal('permissions', 'mixed_content_types');
  return found;
}

function declares(type: ObjectType, permission: string): boolean {
  const codename = codenameOf(permission);
  return permission === fullName(type, codename) && hasPermission(type, codename);
}

function hasPermission({ permissions }: ObjectType, codename: string): boolean {
  return permissions.some((one) => one.codename === codename);
}

export function fullName({ app }: Pick<ObjectType, 'app'>, codename: string): string {
  return `${app}.${codename}`;
}

/** Who may give and take permissions on an object: whoever may change it, as in Django's administration. */
export function sharingPermission({ app, model }: ObjectType): string {
  return `${app}.change_${model}`;
}

/** Of ids that were given, each once; what is no id names nothing. @throws AccountsError `not-found` */
export function validIds(ids: readonly number[]): readonly number[] {
  if (ids.every((id) => Number.isSafeInteger(id) && id > 0)) return [...new Set(ids)];
  throw new AccountsError({ code: 'not-found' });
}

/** All that can be held on an object, ascending. */
export function codenamesOf({ permissions }: ObjectType): readonly string[] {
  return permissions.map(({ codename }) => codename).toSorted();
}
