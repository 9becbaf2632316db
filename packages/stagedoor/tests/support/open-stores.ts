import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { expect } from 'vitest';
import type { Stores, Transact } from '../../src/core/dependencies.ts';
import type { ObjectTypes } from '../../src/core/object-permission/object-type.ts';
import type { ExtraFields } from '../../src/core/user/extra-field.ts';
import { createSealer } from '../../src/infrastructure/crypto/sealer.ts';
import type { OpenDatabase } from '../../src/infrastructure/database/database.ts';
import { migrate } from '../../src/infrastructure/database/migrate.ts';
import { openDatabase } from '../../src/infrastructure/database/open-database.ts';
import { createStores, createTransact } from '../../src/infrastructure/database/stores.ts';
import { createMemoryStores } from '../../src/infrastructure/memory/memory-stores.ts';
import type { MemoryAccess } from '../../src/infrastructure/memory/permission/give-access.ts';
import { createTestDatabase, type TestDatabase } from './services.ts';
import { giveAccessInSql } from './stores/give-access.ts';
import { workerDatabase } from './worker-databases.ts';

export type StoreKind = 'memory' | 'sqlite' | 'postgres';

export const storeKinds: readonly StoreKind[] = ['memory', 'sqlite', 'postgres'];

/** Empty stores of one kind, with a directory of their own for files that belong to them. */
export interface OpenStores extends Stores {
  readonly transact: Transact;
  readonly directory: string;
  /** Null for memory. */
  readonly database: OpenDatabase | null;
  /** Goes around the stores, as somebody with the database's own rights would. Not for memory. */
  attack(statement: string): Promise<void>;
  /** Puts the user into groups and gives direct permissions, which no store writes yet. */
  giveAccess(userId: number, access: MemoryAccess): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param options.freshSchema on PostgreSQL a database of its own: for tests that change more than rows. The others
 * share one in each test file, emptied in between, because making one takes most of a second.
 */
export async function openStores(
  kind: StoreKind,
  options: {
    readonly freshSchema?: boolean;
    readonly extraFields?: ExtraFields;
    readonly objectTypes?: ObjectTypes;
  } = {},
): Promise<OpenStores> {
  const { freshSchema = false, extraFields = {}, objectTypes = new Map() } = options;
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  const removeDirectory = () => rmSync(directory, { recursive: true, force: true });
  if (kind === 'memory') {
    const attack = () => Promise.reject(new Error('There is no database to attack.'));
    const stores = createMemoryStores({ extraFields });
    return { ...stores, database: null, directory, attack, close: async () => removeDirectory() };
  }
  const server = kind === 'postgres' ? await emptyPostgres(freshSchema, extraFields) : null;
  if (server === null) writeFileSync(join(directory, FILE), await migratedSqlite(extraFields));
  const database = await openDatabase(server?.url ?? `sqlite:${join(directory, FILE)}`);
  const storeOptions = {
    sealer: createSealer([randomBytes(32).toString('base64url')]),
    extraFields,
    objectTypes,
  };
  return {
    ...createStores(database, storeOptions),
    transact: createTransact(database, storeOptions),
    database,
    directory,
    attack: async (statement) => void (await sql.raw(statement).execute(database.db)),
    giveAccess: (userId, access) => giveAccessInSql(database, userId, access),
    async close() {
      await database.close();
      await server?.leave();
      removeDirectory();
    },
  };
}

/** One for each test file, whose tables of its own would be in the way of the next; the last goes when the run ends. */
let shared: (TestDatabase & { readonly of: string; readonly emptying: string }) | null = null;

async function emptyPostgres(
  freshSchema: boolean,
  extraFields: ExtraFields,
): Promise<{ url: string; leave(): Promise<void> }> {
  if (freshSchema) {
    const own = await createTestDatabase();
    await migrateOnce(own.url, extraFields);
    return { url: own.url, leave: own.drop };
  }
  const of = JSON.stringify([expect.getState().testPath, extraFields]);
  if (shared?.of === of) {
    await query(shared.url, shared.emptying);
  } else {
    await shared?.drop();
    const database = await createTestDatabase(workerDatabase(process.ppid, process.pid));
    shared = { of, ...database, emptying: '' };
    await migrateOnce(database.url, extraFields);
    const kept = await query<KeptRows>(database.url, LAST_ROWS);
    await query(database.url, keeping(kept));
    shared = { ...shared, emptying: emptying(kept) };
  }
  return { url: shared.url, leave: async () => undefined };
}

async function migrateOnce(url: string, extraFields: ExtraFields): Promise<void> {
  const database = await openDatabase(url);
  await migrate(database, { extraFields });
  await database.close();
}

const FILE = 'stagedoor.db';

/** By the extra fields: what a new file is a copy of. */
const migrated = new Map<string, Buffer>();

async function migratedSqlite(extraFields: ExtraFields): Promise<Buffer> {
  const key = JSON.stringify(extraFields);
  const known = migrated.get(key);
  if (known !== undefined) return known;
  const directory = mkdtempSync(join(tmpdir(), 'stagedoor-'));
  await migrateOnce(`sqlite:${join(directory, FILE)}`, extraFields);
  const file = readFileSync(join(directory, FILE));
  rmSync(directory, { recursive: true });
  migrated.set(key, file);
  return file;
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
