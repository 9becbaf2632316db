import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../services.ts';
import { workerDatabase } from '../worker-databases.ts';

/** What the tables of a database are made of, and by what. */
interface Tables {
  readonly of: string;
  migrate(url: string): Promise<void>;
}

interface SharedDatabase extends TestDatabase {
  /** The statement that leaves the rows of its migrations, and no others. */
  readonly emptying: string;
  readonly schema: string;
  /** Whoever looked last whether its tables are as they were made. */
  lookedAtBy: string | undefined;
}

/** By what its tables were made of; all go when the run ends. */
const shared = new Map<string, SharedDatabase>();
let made = 0;

/**
 * A database whose tables are migrated and empty, shared by every test of a worker that wants the same ones, because
 * making one takes most of a second. A test file may leave rows; where one left other tables behind, the next has a new one.
 */
export async function sharedPostgres(testFile: string | undefined, tables: Tables): Promise<string> {
  const known = await asItWasMade(testFile, tables.of);
  if (known !== undefined) {
    await query(known.url, known.emptying);
    return known.url;
  }
  const database = await makeShared(tables.migrate);
  shared.set(tables.of, { ...database, lookedAtBy: testFile });
  return database.url;
}

function nextName(): string {
  made += 1;
  return `${workerDatabase(process.ppid, process.pid)}_${made}`;
}

async function asItWasMade(testFile: string | undefined, of: string): Promise<SharedDatabase | undefined> {
  const known = shared.get(of);
  if (known === undefined || known.lookedAtBy === testFile) return known;
  known.lookedAtBy = testFile;
  if ((await schemaOf(known.url)) === known.schema) return known;
  await known.drop();
  shared.delete(of);
  return undefined;
}

async function makeShared(migrate: Tables['migrate']): Promise<Omit<SharedDatabase, 'lookedAtBy'>> {
  const database = await createTestDatabase(nextName());
  await migrate(database.url);
  const kept = await query<KeptRows>(database.url, LAST_ROWS);
  await query(database.url, keeping(kept));
  return { ...database, emptying: emptying(kept), schema: await schemaOf(database.url) };
}

/** Whatever a test may have changed beside rows, and the rows that are not emptied. */
const SCHEMA = `select md5(concat(
  (select string_agg(concat_ws(' ', c.relname, c.relkind, c.relrowsecurity, c.reloptions, a.attname, a.attnum,
      format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, pg_get_expr(d.adbin, d.adrelid)),
      ';' order by c.relname, a.attnum)
    from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = 'public'::regnamespace),
  (select string_agg(pg_get_indexdef(indexrelid) || indisvalid::text, ';' order by pg_get_indexdef(indexrelid))
    from pg_index join pg_class c on c.oid = indrelid where c.relnamespace = 'public'::regnamespace),
  (select string_agg(conname || pg_get_constraintdef(oid), ';' order by conrelid::regclass::text, conname)
    from pg_constraint where connamespace = 'public'::regnamespace),
  (select string_agg(pg_get_triggerdef(oid) || tgenabled::text, ';' order by tgrelid::regclass::text, tgname)
    from pg_trigger where not tgisinternal),
  (select string_agg(pg_get_functiondef(p.oid), ';' order by p.oid::regprocedure::text)
    from pg_proc p where pronamespace = 'public'::regnamespace and prokind in ('f', 'p')),
  (select string_agg(extname, ';' order by extname) from pg_extension),
  (select string_agg(nspname, ';' order by nspname) from pg_namespace where nspname !~ '^pg_(temp|toast)'),
  (select string_agg(setconfig::text, ';' order by setrole) from pg_db_role_setting
    where setdatabase = (select oid from pg_database where datname = current_database())),
  (select string_agg(m::text, ';' order by m::text) from stagedoor_migration m),
  (select string_agg(f::text, ';' order by f::text) from stagedoor_extra_field f)
)) as schema`;

async function schemaOf(url: string): Promise<string> {
  const [row] = await query<{ schema: string }>(url, SCHEMA);
  return row?.schema ?? '';
}

/** Of the tables that a migration writes rows to, which it numbers: the permissions of our own nouns. */
const LAST_ROWS = `select replace(sequencename, '_id_seq', '') as table, last_value as id
  from pg_sequences where schemaname = 'public' and last_value is not null`;

interface KeptRows {
  readonly table: string;
  readonly id: string;
}

/** A copy of these rows beside the tables: a test may change or delete them. */
function keeping(kept: readonly KeptRows[]): string {
  const copies = kept.map(({ table }) => `create table kept.${table} as select * from public.${table}`);
  return ['create schema kept', ...copies].join(';');
}

function puttingBack({ table }: KeptRows): string {
  return `if exists ((table public.${table} except table kept.${table}) union all (table kept.${table} except table public.${table})) then
        delete from public.${table};
        insert into public.${table} overriding system value table kept.${table};
      end if;`;
}

/**
 * Rows alone, since each table that is truncated, with its indexes, becomes a new file; and those of the migration as it wrote them.
 * The audit log refuses even its emptying; replicas apply what was decided elsewhere without being asked, and ask no
 * references.
 */
function emptying(kept: readonly KeptRows[]): string {
  const rows = kept.map(({ table, id }) => `('${table}', ${id})`).join();
  return `do $$
    declare name text; last bigint; has_rows boolean;
    begin
      set local session_replication_role = replica;
      for name, last in select t.tablename, k.id from pg_tables as t
        left join (values ${rows}) as k (name, id) on k.name = t.tablename
        where t.schemaname = 'public' and t.tablename not in
          ('stagedoor_migration', 'stagedoor_extra_field', 'stagedoor_access_version') loop
        execute format('select exists (select from %I)', name) into has_rows;
        if has_rows then
          execute format('delete from %I', name) || case when last is null then '' else ' where id > ' || last end;
        end if;
      end loop;
      ${kept.map(puttingBack).join('\n      ')}
      perform setval(format('%I', s.sequencename)::regclass, coalesce(k.id, s.start_value), k.id is not null)
        from pg_sequences as s left join (values ${rows}) as k (name, id) on s.sequencename = k.name || '_id_seq'
        where s.schemaname = 'public' and s.last_value is not null;
    end $$`;
}

async function query<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
