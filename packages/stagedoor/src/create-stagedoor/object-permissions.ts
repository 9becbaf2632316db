import {
  filledListOf,
  holding,
  problemsOf,
  type RecordShape,
  recordOf,
  required,
  textLike,
  wordOf,
} from '../core/kernel/record-shape.ts';
import type { ObjectOrder, ObjectType, ObjectTypes } from '../core/object-permission/object-type.ts';
import { codenamesOf, contentTypeOf, type Keeping } from './feature-models.ts';

/** Rows of a feature's own table on which people may be given permissions one by one. */
export interface ObjectPermissions {
  /** It begins with the feature's name, and what follows is the model, as in Django: `projects_project` is `projects.project`. */
  readonly table: string;
  /** Its primary key: a whole number, of `columnTypes[dialect].numbered`, so that none is given out twice. `id` by default. */
  readonly key?: string;
  /** Codenames of the feature's `permissions`, or of its `models`. */
  readonly permissions: readonly string[];
  /** What lists of it are ordered by, the youngest or highest first: a column that is never null. By the key, ascending, if left out. */
  readonly orderBy?: ObjectOrder;
}

interface Permitting extends Keeping {
  readonly objectPermissions?: readonly ObjectPermissions[];
}

const column = textLike('the name of a column in lower case', /^[a-z][a-z0-9_]{0,29}$/);

/** What is wrong with the object permissions that a feature declares, in halves of sentences. */
export function objectPermissionProblems(feature: Permitting): string[] {
  const { name, objectPermissions = [] } = feature;
  const shape = shapeFor(name, new Set(codenamesOf(feature)));
  const tables = objectPermissions.map((one) => one?.table);
  return objectPermissions.flatMap((one, index) => [
    ...problemsOf(one, shape, `objectPermissions[${index}]`),
    ...(tables.indexOf(one?.table) === index ? [] : [`its objectPermissions name ${one.table} twice`]),
  ]);
}

function shapeFor(feature: string, codenames: ReadonlySet<string>): RecordShape<keyof ObjectPermissions> {
  const table = new RegExp(`^${feature}_[a-z0-9_]{1,30}$`);
  const own = holding('one of its permissions', (value) => codenames.has(String(value)));
  return {
    table: required(textLike(`a table whose name begins with ${feature}_`, table)),
    key: column,
    permissions: required(filledListOf(own, 'a list of codenames')),
    orderBy: recordOf({ column: required(column), type: required(wordOf({ integer: true, moment: true })) }),
  };
}

/** All that the site's features declare, by their names. */
export function objectTypesOf(features: readonly Permitting[]): ObjectTypes {
  const types = features.flatMap((feature) =>
    (feature.objectPermissions ?? []).map((one) => typeOf(feature, one)),
  );
  return new Map(types.map((type) => [type.name, type]));
}

function typeOf(feature: Permitting, declared: ObjectPermissions): ObjectType {
  const { name: app } = feature;
  const { table, key = 'id', permissions, orderBy } = declared;
  const model = table.slice(app.length + 1);
  return {
    name: `${app}.${model}`,
    app,
    model,
    table,
    key,
    permissions: permissions.map((codename) => ({ codename, model: contentTypeOf(feature, codename) })),
    orderBy: orderBy ?? null,
  };
}
