import type { ObjectOrder, ObjectType } from '../../../core/object-permission/object-type.ts';
import { columnTypes } from '../column-types.ts';
import type { Dialect } from '../dialect.ts';
import type { Migration } from '../migration.ts';

/** How a grant names whose it is. 3 is kept for roles. */
export const subjectKinds = { user: 1, group: 2, anonymous: 4 } as const;

/** The table of the grants on the rows of another. */
export function grantTableOf({ table }: Pick<ObjectType, 'table'>): string {
  return `${table}_grant`;
}

/** The column of the grants that repeats what their objects are ordered by. */
export function orderColumnOf({ column }: Pick<ObjectOrder, 'column'>): string {
  return `order_${column}`;
}

/** Under this label the steps of grants are known. */
export const GRANTS = 'stagedoor_object_permission';

interface GrantMigration extends Migration {
  /** Whose rows are granted on. */
  readonly table: string;
}

/** What makes the tables of grants, each once, after the tables that they refer to and as soon as these are there. */
export function grantMigrations(types: Iterable<ObjectType>): readonly GrantMigration[] {
  return [...types].flatMap((type) => {
    const { orderBy } = type;
    const follows = { app: GRANTS, table: type.table, dependencies: [] };
    const table = {
      ...follows,
      name: grantTableOf(type),
      statements: (dialect: Dialect) => tableStatements(type, dialect),
    };
    const order = orderBy && {
      ...follows,
      name: `${grantTableOf(type)}_by_${orderBy.column}`,
      statements: (dialect: Dialect) => orderStatements(type, orderBy, dialect),
    };
    return order === null ? [table] : [table, order];
  });
}

/**
 * Whose grant it is stands in the key, so that those of one subject lie beside each other; the generated columns let the database take
 * the grants along with their user or group, and refuse them to who is not there.
 */
function tableStatements({ table, key }: ObjectType, dialect: Dialect): string[] {
  const grants = grantTableOf({ table });
  const kept = dialect === 'sqlite' ? 'virtual' : 'stored';
  const subject = (kind: number) =>
    `bigint generated always as (case subject_kind when ${kind} then subject_id end) ${kept}`;
  return [
    `create table ${grants} (
      permission_id bigint not null references auth_permission (id) on delete cascade,
      subject_kind smallint not null check (subject_kind in (${Object.values(subjectKinds).join(', ')})),
      subject_id bigint not null,
      object_id bigint not null references ${table} (${key}) on delete cascade,
      user_id ${subject(subjectKinds.user)} references auth_user (id) on delete cascade,
      group_id ${subject(subjectKinds.group)} references auth_group (id) on delete cascade,
      primary key (permission_id, subject_kind, subject_id, object_id)
    )${dialect === 'sqlite' ? ' without rowid' : ''}`,
    ...grantIndexes(grants).map(({ create }) => create),
  ];
}

/** The indexes of a table of grants: where it is ordered by a column, that one alone comes on top. */
export function grantIndexes(
  grants: string,
  orderBy: readonly string[] = [],
): readonly { readonly name: string; readonly create: string }[] {
  const index = (what: string, on: string) => {
    const name = `${grants}_${what}`;
    return { name, create: `create index ${name} on ${grants} ${on}` };
  };
  return [
    index('object', '(object_id, permission_id, subject_kind, subject_id)'),
    index('user', '(user_id) where user_id is not null'),
    index('group', '(group_id) where group_id is not null'),
    ...orderBy.map((column) =>
      index(
        `by_${column}`,
        `(permission_id, subject_kind, subject_id, ${orderColumnOf({ column })}, object_id)`,
      ),
    ),
  ];
}

const nothingYet: Record<ObjectOrder['type'], string> = {
  integer: '0',
  moment: "'1970-01-01T00:00:00.000Z'",
};

function orderStatements(type: ObjectType, order: ObjectOrder, dialect: Dialect): string[] {
  const { table, key } = type;
  const grants = grantTableOf(type);
  const column = orderColumnOf(order);
  const sqlType = order.type === 'integer' ? 'bigint' : columnTypes[dialect].moment.replace('(3)', '');
  return [
    `alter table ${grants} add column ${column} ${sqlType} not null default ${nothingYet[order.type]}`,
    `update ${grants} set ${column} = (select o.${order.column} from ${table} as o where o.${key} = ${grants}.object_id)`,
    ...grantIndexes(grants, [order.column])
      .slice(-1)
      .map(({ create }) => create),
    ...followStatements({ ...type, column: order.column }, dialect),
  ];
}

/** A table whose grants follow a column of it. */
interface Followed extends Pick<ObjectType, 'table' | 'key'> {
  readonly column: string;
}

/** Where an object moves in the order, its grants move along. */
export function followStatements({ table, key, column }: Followed, dialect: Dialect): string[] {
  const name = followName({ table, column });
  const follow = `update ${grantTableOf({ table })} set ${orderColumnOf({ column })} = new.${column} where object_id = new.${key};`;
  if (dialect === 'sqlite')
    return [
      `create trigger ${name} after update of ${column} on ${table}
        when new.${column} is not old.${column} begin ${follow} end`,
    ];
  return [
    `create function ${name}() returns trigger language plpgsql as $$ begin ${follow} return null; end $$`,
    `create trigger ${name} after update of ${column} on ${table} for each row
      when (new.${column} is distinct from old.${column}) execute function ${name}()`,
  ];
}

/** Ends it. On PostgreSQL the trigger goes with its function, whatever its table is called by now. */
export function unfollowStatements(followed: Pick<Followed, 'table' | 'column'>, dialect: Dialect): string[] {
  const name = followName(followed);
  return [dialect === 'sqlite' ? `drop trigger ${name}` : `drop function ${name}() cascade`];
}

function followName({ table, column }: Pick<Followed, 'table' | 'column'>): string {
  return `${grantTableOf({ table })}_follows_${column}`;
}
