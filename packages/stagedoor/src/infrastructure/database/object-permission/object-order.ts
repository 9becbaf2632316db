import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ObjectCursor, ObjectListOrder } from '../../../core/object-permission/object-grant-store.ts';
import type { ObjectOrder, ObjectType } from '../../../core/object-permission/object-type.ts';
import type { Dialect } from '../dialect.ts';
import { hidden } from './grant-sql.ts';

/** A row of a list. `order` is null where the key alone orders. */
export interface OrderedId {
  readonly id: number;
  readonly order: string | number | null;
}

/** How a list is ordered: by the declared column and then the key, both descending, or by the key, ascending. */
export class Ordering {
  readonly by: ObjectOrder | null;
  readonly #dialect: Dialect;

  constructor(type: ObjectType, order: ObjectListOrder, dialect: Dialect) {
    this.by = order === 'default' ? type.orderBy : null;
    this.#dialect = dialect;
  }

  /** The column as it is handed out: a moment exactly, which a Date of JavaScript's is not. */
  shown(column: RawBuilder<unknown>): RawBuilder<OrderedId['order']> {
    if (this.by === null) return sql<null>`null`;
    const isText = this.#dialect === 'postgres' && this.by.type === 'moment';
    return isText ? sql<string>`${column}::text` : sql<string | number>`${column}`;
  }

  sorted(column: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
    return this.by === null ? sql`${id}` : sql`${column} desc, ${id} desc`;
  }

  /** Whether a row stands behind the cursor. */
  behind(
    after: ObjectCursor | null,
    column: RawBuilder<unknown>,
    id: RawBuilder<unknown>,
  ): RawBuilder<SqlBool> {
    if (after === null) return sql<SqlBool>`(1 = 1)`;
    const afterId = hidden(this.#dialect, after.id);
    if (this.by === null) return sql<SqlBool>`${id} > ${afterId}`;
    return sql<SqlBool>`(${column}, ${id}) < (${this.#value(after.order)}, ${afterId})`;
  }

  #value(value: ObjectCursor['order']): RawBuilder<unknown> {
    if (this.#dialect === 'sqlite') return hidden('sqlite', value);
    return this.by?.type === 'moment' ? sql`${value}::timestamptz` : sql`${value}::bigint`;
  }
}
