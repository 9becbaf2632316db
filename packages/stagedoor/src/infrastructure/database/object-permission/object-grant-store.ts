import { sql } from 'kysely';
import type { ObjectGrantStore } from '../../../core/object-permission/object-grant-store.ts';
import type { ObjectType } from '../../../core/object-permission/object-type.ts';
import { runKept } from '../kept-plans.ts';
import type { StoreContext } from '../store-context.ts';
import { countGranted } from './count-granted.ts';
import { isIn, isOneOf, namesOf, permissionIdOf } from './grant-sql.ts';
import { orderColumnOf, subjectKinds } from './grant-table.ts';
import { listGranted, pageOf, walk } from './list-granted.ts';
import { listHeldByEach } from './list-held-by-each.ts';
import { listGroupsHolding, listUsersHolding } from './list-holders.ts';
import { type OrderedId, Ordering } from './object-order.ts';

export function createObjectGrantStore(stores: StoreContext): ObjectGrantStore {
  const { db, dialect } = stores;
  const context = { db, dialect };
  const forUpdate = dialect === 'postgres' ? sql`for no key update` : sql``;
  return {
    lockObjects: async (type, ids) => {
      const { objects, key } = namesOf(type);
      const { rows } = await sql<{ id: number }>`select o.${key} as id from ${objects} as o
        where ${isIn(dialect, sql`o.${key}`, ids)} order by o.${key} ${forUpdate}`.execute(db);
      return rows.map(({ id }) => id);
    },
    lockGroup: async (id) => {
      const lock = dialect === 'postgres' ? sql`for key share` : sql``;
      const { rows } = await sql`select id from auth_group where id = ${id} ${lock}`.execute(db);
      return rows.length > 0;
    },
    add: async (type, { codename, subject: { kind, id }, objectIds }) => {
      const { grants, objects, key } = namesOf(type);
      const order = orderOf(type);
      const { rows } = await sql<{ id: number }>`
        insert into ${grants} (permission_id, subject_kind, subject_id, object_id${order.column})
        select ${permissionIdOf(type, codename)}, ${sql.lit(subjectKinds[kind])}, cast(${id} as bigint), o.${key}${order.value}
        from ${objects} as o where ${isIn(dialect, sql`o.${key}`, objectIds)}
        on conflict do nothing returning object_id as id`.execute(db);
      return ascending(rows);
    },
    remove: async (type, { codename, subject: { kind, id }, objectIds }) => {
      const { grants } = namesOf(type);
      const { rows } = await sql<{ id: number }>`
        delete from ${grants} where permission_id = ${permissionIdOf(type, codename)}
        and subject_kind = ${sql.lit(subjectKinds[kind])} and subject_id = ${id}
        and ${isIn(dialect, sql.ref('object_id'), objectIds)} returning object_id as id`.execute(db);
      return ascending(rows);
    },
    listHeld: async (type, { objectIds, subjects }) => {
      if (subjects.length === 0 || objectIds.length === 0) return [];
      const held = sql<{ objectId: number; codename: string }>`
        select distinct g.object_id as "objectId", p.codename from ${namesOf(type).grants} as g
        join auth_permission as p on p.id = g.permission_id
        where ${isIn(dialect, sql.ref('g.object_id'), objectIds)} and ${isOneOf(dialect, subjects)}`;
      const rows = await runKept(db, held.compile(db));
      return rows.filter(({ codename }) => type.permissions.some((one) => one.codename === codename));
    },
    listHeldByEach: (type, query) => listHeldByEach(context, type, query),
    listUsers: (type, query) => listUsersHolding(context, type, query),
    listGroups: (type, query) => listGroupsHolding(context, type, query),
    listObjects: (type, question, page) => listGranted(context, { type, question, page }),
    listAllObjects: async (type, page) => {
      const ordering = new Ordering(type, page.order, dialect);
      const { rows } = await sql<OrderedId>`select u.id, ${ordering.shown(sql.ref('u.position'))} as "order"
        from (${walk({ context, type, ordering, page }, page.limit + 1)}) as u
        order by ${ordering.sorted(sql.ref('u.position'), sql.ref('u.id'))}`.execute(db);
      return pageOf(rows, page);
    },
    countObjects: (type, question, most) => countGranted(context, { type, question, most }),
  };
}

function orderOf({ orderBy }: ObjectType) {
  if (orderBy === null) return { column: sql``, value: sql`` };
  return { column: sql`, ${sql.id(orderColumnOf(orderBy))}`, value: sql`, o.${sql.id(orderBy.column)}` };
}

function ascending(rows: readonly { readonly id: number }[]): readonly number[] {
  return rows.map(({ id }) => id).toSorted((one, other) => one - other);
}
