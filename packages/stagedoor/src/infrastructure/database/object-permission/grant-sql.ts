import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import type { Subject } from '../../../core/object-permission/subject.ts';
import type { Dialect } from '../dialect.ts';
import { grantTableOf, subjectKinds } from './grant-table.ts';

/** The names of a type as identifiers: they come from its declaration, which was checked. */
export function namesOf(type: ObjectType) {
  return { grants: sql.table(grantTableOf(type)), objects: sql.table(type.table), key: sql.id(type.key) };
}

/**
 * Whether a column is one of these ids: one parameter, however many, so that texts of statements are few. Of a list PostgreSQL guesses ten
 * values where it plans for all, and would plan anew each time for the one that there mostly is.
 */
export function isIn(
  dialect: Dialect,
  column: RawBuilder<unknown>,
  ids: readonly number[],
): RawBuilder<SqlBool> {
  if (dialect === 'sqlite')
    return sql<SqlBool>`${column} in (select value from json_each(${JSON.stringify(ids)}))`;
  const [only, ...others] = ids;
  return only !== undefined && others.length === 0
    ? sql<SqlBool>`${column} = ${only}::bigint`
    : sql<SqlBool>`${column} = any(${ids}::bigint[])`;
}

/**
 * A value that the planner cannot look into: SQLite, built with STAT4, plans a sorting statement anew for each value of a plain parameter.
 * On PostgreSQL the text stays a plain parameter.
 */
export function hidden(dialect: Dialect, value: unknown): RawBuilder<unknown> {
  return dialect === 'sqlite' ? sql`(select ${value})` : sql`${value}`;
}

/** The id of a permission, asked for within the statement, by names that its declaration was checked for; null, which equals nothing, where it is not there. */
export function permissionIdOf(type: ObjectType, codename: string): RawBuilder<number> {
  const model = type.permissions.find((one) => one.codename === codename)?.model ?? type.model;
  return sql<number>`(
    select p.id from auth_permission as p join django_content_type as t on t.id = p.content_type_id
    where t.app_label = ${sql.lit(type.app)} and t.model = ${sql.lit(model)} and p.codename = ${sql.lit(codename)})`;
}

/** Whether a grant `g` is of one of these permissions. Of one alone the databases plan best. */
export function isPermission(type: ObjectType, codenames: readonly string[]): RawBuilder<SqlBool> {
  const [first, ...others] = codenames.map((codename) => permissionIdOf(type, codename));
  if (first === undefined) return sql<SqlBool>`(1 = 0)`;
  return others.length === 0
    ? sql<SqlBool>`g.permission_id = ${first}`
    : sql<SqlBool>`g.permission_id in (${sql.join([first, ...others])})`;
}

/** Subjects of one kind each. */
export interface SubjectsOfKind {
  readonly kind: number;
  readonly ids: readonly number[];
}

export function byKind(subjects: readonly Subject[]): readonly SubjectsOfKind[] {
  return Object.entries(subjectKinds)
    .map(([name, kind]) => ({ kind, ids: subjects.filter((one) => one.kind === name).map(({ id }) => id) }))
    .filter(({ ids }) => ids.length > 0);
}

/** Whether a grant `g` is one of these subjects'. */
export function isOneOf(dialect: Dialect, subjects: readonly Subject[]): RawBuilder<SqlBool> {
  const arms = byKind(subjects).map(
    ({ kind, ids }) =>
      sql`(g.subject_kind = ${sql.lit(kind)} and ${isIn(dialect, sql.ref('g.subject_id'), ids)})`,
  );
  return arms.length === 0 ? sql<SqlBool>`(1 = 0)` : sql<SqlBool>`(${sql.join(arms, sql` or `)})`;
}

export interface GrantedOf {
  readonly dialect: Dialect;
  readonly type: ObjectType;
  /** Asked of each row as it comes, for who stops early: PostgreSQL is kept from joining all grants first. */
  readonly isRowByRow?: true;
}

/**
 * Whether one of the subjects holds one of the permissions on the object: the answer for a row, and a filter of whatever list. What lists
 * of grants alone ask, `listGranted` answers sooner.
 */
export function isGranted(
  { dialect, type, isRowByRow }: GrantedOf,
  { codenames, subjects }: { readonly codenames: readonly string[]; readonly subjects: readonly Subject[] },
  objectId: RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  const fence = isRowByRow && dialect === 'postgres' ? sql`offset 0` : sql``;
  return sql<SqlBool>`exists (
    select 1 from ${namesOf(type).grants} as g
    where g.object_id = ${objectId} and ${isPermission(type, codenames)} and ${isOneOf(dialect, subjects)} ${fence})`;
}
