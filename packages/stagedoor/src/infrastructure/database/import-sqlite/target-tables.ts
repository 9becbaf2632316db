import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.ts';

export interface TargetTable {
  readonly name: string;
  readonly columns: readonly TargetColumn[];
}

export interface TargetColumn {
  readonly name: string;
  /** Without a length, to which a cast would cut: what is too long is refused where it is kept. */
  readonly type: string;
  /** What gives out its numbers; null where nothing does. */
  readonly sequence: string | null;
}

/** The tables of the schema in which the site's are made, with the columns that can be written. */
export async function readTables(db: Kysely<Tables>): Promise<readonly TargetTable[]> {
  const { rows } = await sql<TargetColumn & { readonly table: string }>`
    select c.relname as "table", a.attname as name, quote_ident(n.nspname) || '.' || quote_ident(t.typname) as type,
      pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    join pg_type t on t.oid = a.atttypid join pg_namespace n on n.oid = t.typnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = current_schema()::regnamespace
    order by c.relname, a.attnum`.execute(db);
  return [...Map.groupBy(rows, ({ table }) => table)].map(([name, columns]) => ({ name, columns }));
}

/**
 * Does the work without foreign keys, which would ask for an order and are checked over all rows when they are put on again, and without
 * triggers, which would do once more what was done in the file. In a transaction, and by the owner of the tables.
 */
export async function withoutGuards<Result>(
  tx: Kysely<Tables>,
  tables: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  const guards = await readGuards(tx, tables);
  for (const { off } of guards) await sql.raw(off).execute(tx);
  const result = await work();
  for (const { on } of guards) await sql.raw(on).execute(tx);
  return result;
}

interface Guard {
  readonly off: string;
  readonly on: string;
}

async function readGuards(tx: Kysely<Tables>, tables: readonly string[]): Promise<readonly Guard[]> {
  const { rows } = await sql<Guard>`
    with altered as (
      select oid, format('alter table %s', oid::regclass) as begun from pg_class
      where relnamespace = current_schema()::regnamespace and relname = any(${tables}::text[])
    )
    select format('%s drop constraint %I', begun, conname) as off,
      format('%s add constraint %I %s', begun, conname, pg_get_constraintdef(k.oid)) as "on"
    from altered join pg_constraint k on k.conrelid = altered.oid where contype = 'f'
    union all
    select format('%s disable trigger %I', begun, tgname),
      format('%s enable %s trigger %I', begun, case tgenabled when 'A' then 'always' when 'R' then 'replica' end, tgname)
    from altered join pg_trigger g on g.tgrelid = altered.oid where not tgisinternal and tgenabled <> 'D'`.execute(
    tx,
  );
  return rows;
}
